"""BibTeX: what BibTeX users write is read, and no text breaks the reader."""

from pathlib import Path
from time import process_time

import pytest
from build import by
from hypothesis import given
from hypothesis import strategies as st
from invented import texts

from generator.ingest.readers import READERS, Parsed, Request, detect, read
from generator.ingest.readers.base import normalize_line_ends
from generator.ingest.readers.bibtex_names import read_names
from generator.ingest.readers.bibtex_values import captured_text, plain_text
from generator.model import Entry, Name, Paper, PartialDate
from generator.site.formats.bibtex import bibtex_entry as written
from generator.text.bibtex import verbatim_text
from generator.text.characters import one_line
from generator.text.identifiers import find_doi
from generator.text.sanitize import to_text


def parsed(text: str) -> Parsed:
    return READERS["bibtex"].read(Request(text=text, source="a.bib"))


def only(fields: str) -> Entry:
    (entry,) = parsed(f"@misc{{key, title = {{A Title}}, {fields}}}").entries
    return entry


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (r"{GPipe}", "GPipe"),
        (r"Schr{\"o}dinger and {Erd{\H{o}}s}", "Schrödinger and Erdős"),
        (r"\'{\i}, \'\i, {\'\i}, \v C, \c{c}, {\ss}, \o re, {\AA}", "í, í, í, Č, ç, ß, øre, Å"),
        (r"Nguy\~{\^e}n Nguy\~\^en Nguy{\~{\^e}}n {\'{\^E}}", "Nguyễn Nguyễn Nguyễn Ế"),
        (r"S$^{2}$Net, Cu$_2$O, 3$\times$3, A$^*$", "S²Net, Cu₂O, 3×3, A*"),
        (r"M$^3$Net, $\ell_1$, H$_2$O, AdS$_5\times S^5$", "M³Net, ℓ₁, H₂O, AdS₅×S⁵"),
        (r"CO{\textsubscript{2}} \textsuperscript{13}C", "CO₂ ¹³C"),
        (r"Core\textendash{Shell} \enquote{Q} \mkbibemph{W}", "Core–Shell “Q” W"),
        (r"\href{https://a.b}{Link} vs.\/ a\-b\relax{} {\em all} of 5\%", "Link vs. ab all of 5%"),
        (r"$5 a day and $10 more, \$7", "$5 a day and $10 more, $7"),
        (r"$\sqrt{s} = 13$ TeV $pp \to Z'$", "√s = 13 TeV pp → Z′"),
        (r"$O(n \log n)$, $\max x$, $n\log n$, $2\ln|x|$", "O(n log n), max x, n log n, 2 ln |x|"),
        (r"$\log_2 n$, $\log_2n$, $\sin^2x$, $\sqrt{\log n}$", "log₂ n, log₂ n, sin² x, √(log n)"),
        (r"$\sin(x)$, $\log\log n$, $-\log p$, $x_{\max}$", "sin(x), log log n, -log p, xₘₐₓ"),
        (r"$\operatorname{rank}A$, $\det A$, $\mu p$, $x_{i j}$", "rank A, det A, μp, xᵢⱼ"),
        (r"$x_{\max n}$", r"\(x_{\max n}\)"),
        (r"$\frac{a}{b}$x", r"\(\frac{a}{b}\)x"),
        ("<i>E. coli</i> &amp; H<sub>2</sub>O <jats:p>x</jats:p>", "E. coli & H₂O \nx\n"),
        (r"{\textless}i{\textgreater}x{\textless}/i{\textgreater} \&amp; y", "x & y"),
        ("un}balanced {braces", "unbalanced braces"),
    ],
)
def test_latex_of_titles_is_read_as_plain_text(value: str, shown: str) -> None:
    assert captured_text(value) == shown


@pytest.mark.parametrize(
    ("value", "doi"),
    [
        (r"10.1000/456\#789\_a\%b", "10.1000/456#789_a%b"),
        (r"10.1175/1{\textless}2{\textgreater}3", "10.1175/1<2>3"),
        (r"10.1175/1{$<$}2{$>$}3 ", "10.1175/1<2>3"),
        (r"{10.1/x} ", ""),
        (r"{10.1000/X}", "10.1000/x"),
        ("doi: https://doi.org/10.1000/a%3Cb", "10.1000/a%3cb"),
        ("https://doi.org/10.1000/a%3Cb", "10.1000/a<b"),
        ("https://doi-org.proxy.lib.example.edu/10.1000/xyz", "10.1000/xyz"),
        ("https://dl.acm.org/doi/10.1145/33.44?x=y", "10.1145/33.44"),
        ("10/fg6rf9", "10/fg6rf9"),
        ("https://doi.org/fg6rf9", "10/fg6rf9"),
        ("urn:doi:10.1000/xyz", "10.1000/xyz"),
        ("10.1000/a<b>", "10.1000/a<b>"),
        ("info:doi/10.1000/xyz", "10.1000/xyz"),
        ("<https://hdl.handle.net/10.1000/xyz>", "10.1000/xyz"),
        ("https://link.springer.com/article/10.1007/s11-2", "10.1007/s11-2"),
        ("https://link.springer.com/journal/11", ""),
        ("10.1000%2Fxyz.5", "10.1000/xyz.5"),
        ("doi:10.1000%2fxyz.5", "10.1000/xyz.5"),
        ("10.1000/xyz%2Fa", "10.1000/xyz%2fa"),
        ("10.1000/xyz.10 [doi]", "10.1000/xyz.10"),
        ("10.1000/xyz.10 (DOI)", "10.1000/xyz.10"),
        ("10.1000/ xyz.23", "10.1000/xyz.23"),
        ("10.1000/xyz. 23", ""),
        ("10.1000/one, 10.1000/two", ""),
        ("10.1000/xyz\u201334", "10.1000/xyz-34"),
        ("10.1000/xyz\u221234", "10.1000/xyz-34"),
        ("https://doi.org/10.1000/xyz%E2%80%9334", "10.1000/xyz\u201334"),
        (
            "https://www.frontiersin.org/articles/10.3389/fnins.2019.00001/full",
            "10.3389/fnins.2019.00001",
        ),
        (
            "https://www.frontiersin.org/journals/neuroscience/articles/10.3389/f.1/pdf",
            "10.3389/f.1",
        ),
        (
            "https://www.biorxiv.org/content/10.1101/2020.01.02.123456v1.full",
            "10.1101/2020.01.02.123456",
        ),
        (
            "https://www.medrxiv.org/content/10.1101/2020.01.02.123456v2.full.pdf+html",
            "10.1101/2020.01.02.123456",
        ),
        ("https://www.biorxiv.org/content/early/2018/05/01/123456", ""),
        ("https://onlinelibrary.wiley.com/doi/10.1002/x.1/full", "10.1002/x.1"),
        ("https://www-frontiersin-org.ezproxy.uni.edu/articles/10.3389/f.1/full", "10.3389/f.1"),
    ],
)
def test_a_doi_is_read_in_any_dress(value: str, doi: str) -> None:
    assert find_doi(verbatim_text(value)) == doi


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("www-sciencedirect-com.ezproxy.uni.edu/a/pii/S1?b=c#d",
         "www.sciencedirect.com/a/pii/S1?b=c#d"),
        ("www.sciencedirect.com.ezproxy.uni.edu:2048/a", "www.sciencedirect.com/a"),
        ("www-jstor-org.libproxy1.nus.edu.sg/stable/1", "www.jstor.org/stable/1"),
        ("www-a--b-co-uk.eux.idm.oclc.org/x", "www.a-b.co.uk/x"),
        ("login.ezproxy.uni.edu/login?url=https://a.com/x?y=1&z=2", "a.com/x?y=1&z=2"),
        ("login.ezproxy.uni.edu/login?qurl=https%3A%2F%2Fa.com%2Fx", "a.com/x"),
    ],
)  # fmt: skip
def test_a_librarys_proxy_is_no_part_of_an_address(given: str, url: str) -> None:
    result = parsed(f"@misc{{key, title = {{A}}, url = {{https://{given}}}}}")
    (entry,), (found,) = result.entries, result.findings
    assert (entry.url, found.code, found.severity) == (f"https://{url}", "left-out", "info")


@pytest.mark.parametrize(
    "host", ["proxy.uni.edu", "www.proxy.io", "my-tool.proxy.uni.edu", "a.b.proxy.uni.edu",
             "www.proxy-com.org", "example.org", "ezproxy.github.io"],
)  # fmt: skip
def test_any_other_address_stays(host: str) -> None:
    assert only(f"url = {{https://{host}/x?url=1}}").url == f"https://{host}/x?url=1"


def test_a_doi_is_read_out_of_a_command() -> None:
    assert only(r"doi = {\url{https://doi.org/10.1000/x_1}}").doi == "10.1000/x_1"
    assert only(r"doi = {\href{https://doi.org/10.1000/x}{10.1000/x}}").doi == "10.1000/x"


@pytest.mark.parametrize(
    "tilde", [r"\~{}", r"{\~{}}", r"{\~}", r"{\textasciitilde}", r"$\sim$", "~"]
)
def test_a_tilde_in_an_address_is_a_tilde(tilde: str) -> None:
    assert only(f"url = {{https://a.edu/{tilde}doe/x_1}}").url == "https://a.edu/~doe/x_1"


def test_what_is_shown_as_it_stands_is_read_at_once() -> None:
    assert plain_text(r"Science \& {M}ethods~of \textit{{ML}}") == "Science & Methods of ML"


@pytest.mark.parametrize(
    ("names", "read_as"),
    [
        ("Huang, Yanping AND Youlong Cheng", ["Yanping Huang", "Youlong Cheng"]),
        ("{Simon and Schuster} and Sand, George", ["Simon and Schuster", "George Sand"]),
        (r"A B and \v{C}apek, Karel and \'Emile Zola", ["A B", "Karel Čapek", "Émile Zola"]),
        (r"I\~nigo Mu\~{n}oz and {\"U}ber von Neumann", ["Iñigo Muñoz", "Über von Neumann"]),
        ("de la Cruz, Jr, Ana and Trailing,", ["Ana de la Cruz Jr", "Trailing"]),
        ("Rand Anderson and Andy and and", ["Rand Anderson", "Andy"]),
        ("", []),
    ],
)
def test_names_are_read_as_bibtex_reads_them(names: str, read_as: list[str]) -> None:
    names_read = read_names(names)
    assert list(names_read.names.texts) == read_as
    assert not names_read.names.incomplete
    assert not names_read.unclear


JANE, ANN, ED = (
    Name(family="Doe", given="Jane"),
    Name(family="Roe", given="Ann"),
    Name(family="Poe", given="Ed"),
)


@pytest.mark.parametrize(
    ("value", "names", "is_odd"),
    [
        ("Jane Doe, Ann Roe and Ed Poe", (JANE, ANN, ED), True),
        ("Jane Doe, Ann Roe, Ed Poe", (JANE, ANN, ED), True),
        ("Jane Doe, Ann Roe, and Ed Poe", (JANE, ANN, ED), True),
        (r"Jane Doe, Ann Roe \& Ed Poe", (JANE, ANN, ED), False),
        ("Doe, Jane & Roe, Ann", (JANE, ANN), False),
        ("Doe, Jane &amp; Roe, Ann", (JANE, ANN), False),
        ("J&ouml;rg Doe and Ann Roe", (Name(family="Doe", given="Jörg"), ANN), False),
        (r"Jane Doe \and Ann Roe", (JANE, ANN), False),
        (r"Doe, Jane\And Roe, Ann", (JANE, ANN), False),
        ("id=x, family=Doe, given=Jane", (JANE,), False),
        ("given=Jane, id=x, family=Doe and Roe, Ann", (JANE, ANN), False),
        ("Poe E. F.", (Name(family="Poe", given="E. F."),), True),
        ("Poe EF and Doe J", (Name(family="Poe", given="EF"), Name(family="Doe", given="J")), True),
        ("Doe J, Roe A", (Name(family="Doe", given="J"), Name(family="Roe", given="A")), True),
        ("Xiao LI and Roe, Ann", (Name(literal="Xiao LI"), ANN), True),
        ("张三、李四、王五", tuple(Name(literal=name) for name in ("张三", "李四", "王五")), False),
        ("张三, 李四, 王五", tuple(Name(literal=name) for name in ("张三", "李四", "王五")), True),
        ("王, 小明", (Name(family="王", given="小明"),), False),
        ("Smith, John, Ph.D.", (Name(family="Smith", given="John", suffix="Ph.D."),), False),
        ("Smith, John, MD", (Name(family="Smith", given="John", suffix="MD"),), False),
        ("Jane Doe, Jr.", (Name(family="Doe", given="Jane", suffix="Jr."),), False),
        ("King, Jr., Martin L.", (Name(family="King", given="Martin L.", suffix="Jr."),), False),
        ("Islam, Md.", (Name(family="Islam", given="Md."),), False),
        ('"{OpenAI}" and Doe, Jane', (Name(literal="OpenAI"), JANE), False),
        ("{The} {LIGO Scientific Collaboration}",
         (Name(literal="The LIGO Scientific Collaboration"),), False),
        ("{Jane} {Doe}", (JANE,), False),
        ("{Barnes and Noble}", (Name(literal="Barnes and Noble"),), False),
        ("Gemini Team", (Name(literal="Gemini Team"),), False),
        ("University of California, Los Angeles",
         (Name(literal="University of California, Los Angeles"),), False),
        ("García Márquez, Gabriel", (Name(family="García Márquez", given="Gabriel"),), False),
        ("García Márquez, Gabriel J.", (Name(family="García Márquez", given="Gabriel J."),), False),
        ("García Márquez, Gabriel José",
         (Name(literal="García Márquez, Gabriel José"),), True),
        ("García Márquez, Gabriel José and Doe, Jane",
         (Name(family="García Márquez", given="Gabriel José"), JANE), True),
        ("José Ortega y Gasset", (Name(family="y Gasset", given="José Ortega"),), False),
        ("Jane Doe und Ann Roe", (Name(literal="Jane Doe und Ann Roe"),), True),
        ("Jane Doe / Ann Roe", (Name(literal="Jane Doe / Ann Roe"),), True),
        ("Jane Doe, Gemini Team", (Name(literal="Jane Doe, Gemini Team"),), True),
        ("Doe, Jane, Ann", (Name(literal="Doe, Jane, Ann"),), True),
        ("Jane Doe, 李四", (Name(literal="Jane Doe, 李四"),), True),
        (r"Jane Doe~and~Ann Roe \\ Ed Poe", (JANE, ANN, ED), False),
        ("by Jane Doe and Ann Roe", (JANE, ANN), False),
        ("Jane Doe1", (Name(literal="Jane Doe1"),), True),
        ("Jane Doe¹ and Roe, Ann²", (JANE, ANN), False),
    ],
)  # fmt: skip
def test_names_that_break_the_rules_are_read_as_meant_or_kept_whole(
    value: str, names: tuple[Name, ...], is_odd: bool
) -> None:
    names_read = read_names(value)
    assert tuple(names_read.names) == names
    assert bool(names_read.unclear) == is_odd
    assert not names_read.names.incomplete


@pytest.mark.parametrize(
    ("value", "names", "is_odd"),
    [
        ("Jane Doe; Ann Roe; et al.", (JANE, ANN), False),
        ("Doe, Jane, et al.", (JANE,), False),
        ("Doe, Jane et al", (JANE,), False),
        ("Doe, Jane & others", (JANE,), False),
        ("Doe, Jane and 3 others", (JANE,), False),
        ("Doe, Jane and 12 more authors", (JANE,), False),
        ("others and Doe, Jane", (JANE,), True),
        ("Doe, Jane and others and Roe, Ann", (JANE, ANN), True),
    ],
)
def test_authors_that_are_not_named_are_no_names(
    value: str, names: tuple[Name, ...], is_odd: bool
) -> None:
    names_read = read_names(value)
    assert tuple(names_read.names) == names
    assert names_read.names.incomplete
    assert bool(names_read.unclear) == is_odd


@pytest.mark.parametrize(
    ("value", "names", "left_out"),
    [
        ("Doe, Jane <jane@example.org>", (JANE,), "<jane@example.org>"),
        ("Jane Doe jane@example.org and Roe, Ann", (JANE, ANN), "jane@example.org"),
        ("Doe, Jane and Roe, Ann (Eds.)", (JANE, ANN), "(Eds.)"),
        ("Jane Doe (MIT, USA) and Ann Roe", (JANE, ANN), "(MIT, USA)"),
        ("{Group (MIT)} and Doe, Jane", (Name(literal="Group (MIT)"), JANE), ""),
    ],
)
def test_what_stands_behind_names_is_left_out_and_said(
    value: str, names: tuple[Name, ...], left_out: str
) -> None:
    result = parsed(f"@misc{{key, title = {{A}},\n editor = {{{value}}}}}")
    assert tuple(result.entries[0].editors) == names
    messages = [f.message for f in result.findings if f.code == "left-out"]
    assert [repr(left_out) in message for message in messages] == ([True] if left_out else [])


def test_a_shortened_list_of_authors_says_that_it_is() -> None:
    entry = only("author = {Ann Author and Ben Writer and others}")
    assert entry.authors.texts == ("Ann Author", "Ben Writer")
    assert entry.authors.incomplete


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ("date = {2020-02-29}", PartialDate(year=2020, month=2, day=29)),
        ("year = 2020, month = feb, day = 3", PartialDate(year=2020, month=2, day=3)),
        ('year = {2020}, month = "3~" # feb', PartialDate(year=2020, month=2, day=3)),
        ("year = 2020, month = {February 3}", PartialDate(year=2020, month=2, day=3)),
        ("year = 2020, month = 2, day = {03}", PartialDate(year=2020, month=2, day=3)),
        ("year = 2020, month = feb", PartialDate(year=2020, month=2)),
        ("date = {2020-02}", PartialDate(year=2020, month=2)),
        ("year = {{\\noopsort{1973c}}1981}", PartialDate(year=1981)),
        ("date = {1723~}", PartialDate(year=1723, qualifier="~")),
        ("year = {1961}, journal = {Annals (1955--1965)}", PartialDate(year=1961)),
        ("year = {to appear in 2024}", None),
        ("date = {2004-5-1}", PartialDate(year=2004, month=5, day=1)),
        ("date = {2004/05/12}", PartialDate(year=2004, month=5, day=12)),
        ("date = {12 May 2004}", PartialDate(year=2004, month=5, day=12)),
        ("date = {May 12--14, 2004}", PartialDate(year=2004, month=5, day=12)),
        ("year = {28 May -- 2 June 2004}", PartialDate(year=2004, month=5, day=28)),
        ("year = {12. März 2004}", PartialDate(year=2004, month=3, day=12)),
        ("year = {1er mars 2004}", PartialDate(year=2004, month=3, day=1)),
        ("date = {May 2004}", PartialDate(year=2004, month=5)),
        ("year = {May 2004}", PartialDate(year=2004, month=5)),
        ("year = {13/12/2004}", PartialDate(year=2004, month=12, day=13)),
        ("year = 2004, month = {Mai}", PartialDate(year=2004, month=5)),
        ("year = 2004, month = {Januar}", PartialDate(year=2004, month=1)),
        ("year = 2004, month = {5--6}", PartialDate(year=2004, month=5)),
        ("date = {1998-05~}", PartialDate(year=1998, month=5, qualifier="~")),
        ("year = {1984?}", PartialDate(year=1984, qualifier="?")),
        ("year = {ca.~1998}", PartialDate(year=1998, qualifier="~")),
        ("year = {circa May 1998}", PartialDate(year=1998, month=5, qualifier="~")),
        ("date = {2021 (in press)}", PartialDate(year=2021)),
        ("year = {1991-92}", PartialDate(year=1991)),
        ("year = {1991--1992}", PartialDate(year=1991)),
        ("year = {c2018}", PartialDate(year=2018)),
    ],
)
def test_a_date_is_kept_as_far_as_it_is_stated(fields: str, day: PartialDate | None) -> None:
    assert only(fields).published == day
    findings = parsed(f"@misc{{key, title = {{A Title}}, {fields}}}").findings
    assert {f.code for f in findings} <= ({"fields-not-kept"} if day else {"year-unknown"})


@pytest.mark.parametrize(
    ("fields", "date", "unread"),
    [
        ("year = 2004, month = 13", "2004", "'13'"),
        ("year = 2004, month = {Foo}", "2004", "'Foo'"),
        ("year = 2004, month = {listopad}", "2004", "'listopad'"),  # October or November
        ("year = 2004, month = {Q3}", "2004", "'Q3'"),
        ("year = 2004, day = 3", "2004", "'3'"),
        ("year = 2004, month = may, day = {first}", "2004-05", "'first'"),
        ("year = {May 2004}, month = jun", "2004-05", "'Jun'"),
        ("year = {Spring 2004}", "2004", "'Spring 2004'"),
        ("date = {05/12/2004}", "2004", "'05/12/2004'"),
        ("date = {2004-13}", "2004", "'2004-13'"),
        ("year = 2004, origdate = {before 1950}", "2004", "'before 1950'"),
    ],
)
def test_what_is_not_read_of_a_date_is_told(fields: str, date: str, unread: str) -> None:
    result = parsed(f"\n@misc{{key, title = {{A Title}},\n {fields}}}")
    (entry,), (found,) = result.entries, result.findings
    assert (str(entry.published), found.code, found.severity) == (date, "left-out", "warning")
    assert (found.origin.line, unread in found.message) == (2, True)


@pytest.mark.parametrize(
    ("fields", "date", "end"),
    [
        ("date = {2020-02-01/2020-02-03}", "2020-02-01", "'2020-02-03'"),
        ("date = {2018/05}", "2018", "'05'"),
        ("year = 2020, origdate = {2018-05/2018-07}", "2018-05", "'2018-07'"),
        ("date = {2020-02/..}", "2020-02", ""),
        ("date = {2020-02/}", "2020-02", ""),
    ],
)
def test_the_end_of_a_range_of_dates_is_told(fields: str, date: str, end: str) -> None:
    result = parsed(f"\n@misc{{key, title = {{A Title}},\n {fields}}}")
    (entry,) = result.entries
    told = [(f.code, f.severity, f.origin.line, end in f.message) for f in result.findings]
    assert str(entry.published) == date
    assert told == ([("left-out", "info", 2, True)] if end else [])


@pytest.mark.parametrize(
    "date", ["before 1950", "1950s", "1950's", "<1950", "/2004-06", "../2004", "1950 or later"]
)
def test_a_date_that_is_before_or_after_the_year_it_names_is_unknown(date: str) -> None:
    for name in ("date", "year"):
        if (name, date[0]) not in (("year", "/"), ("year", ".")):
            result = parsed(f"@misc{{key, title = {{A Title}}, {name} = {{{date}}}}}")
            assert result.entries[0].published is None
            assert [f.code for f in result.findings] == ["year-unknown"]


def test_a_venue_is_named_without_the_year_it_shares_with_its_entry() -> None:
    entry = only("year = 2019, booktitle = {Proc. of {ICML} 2019}")
    assert (entry.venue, entry.published) == ("Proc. of ICML", PartialDate(year=2019))
    entry = only("year = 2020, booktitle = {ICML 2019}")
    assert (entry.venue, entry.issued) == ("ICML 2019", PartialDate(year=2020))
    assert only("year = 2019, journal = {arXiv preprint arXiv:1811.06965}").venue == ""


def test_a_venue_has_its_subtitle() -> None:
    whole = "@proceedings{w, title = {The Whole}, subtitle = {Of It}}"
    for fields in ("crossref = {w}", "booktitle = {The Whole}, booksubtitle = {Of It}",
                   "crossref = {w}, booksubtitle = {Of It}"):  # fmt: skip
        result = parsed(f"@inproceedings{{k, title = {{A}}, {fields}}}\n{whole}")
        assert result.entries[0].venue == "The Whole: Of It"
        assert "fields-not-kept" not in [found.code for found in result.findings]
    (entry,) = parsed(
        f"@inproceedings{{k, title={{A}}, booktitle={{Other}}, crossref={{w}}}}\n{whole}"
    ).entries
    assert entry.venue == "Other"
    assert only("journaltitle = {Acta A}, journalsubtitle = {Optics}").venue == "Acta A: Optics"


def test_fields_that_are_not_kept_are_counted_once_for_the_file() -> None:
    result = parsed("@misc{a, title={A}, note={x}}\n@misc{b, title={B}, note={y}, file={z}}")
    (found,) = [f for f in result.findings if f.code == "fields-not-kept"]
    assert found.message.endswith("note (2), file (1)")


@pytest.mark.parametrize(
    "fields",
    [
        "eprint = {1811.06965v5}",
        "eprint = {arXiv:1811.06965}, archivePrefix = {arXiv}",
        "eprint = {1811.06965}, eprinttype = {arxiv}",
        "url = {http://export.arxiv.org/abs/1811.06965v2?context=cs}",
        "howpublished = {\\url{https://arxiv.org/pdf/1811.06965.pdf}}",
        "journal = {arXiv preprint arXiv:1811.06965}",
        "journal = {ArXiv}, volume = {abs/1811.06965}",
        "doi = {10.48550/arXiv.1811.06965}",
        "note = {arXiv:1811.06965 [cs.CV]}",
    ],
)
def test_an_arxiv_id_is_found_wherever_people_put_it(fields: str) -> None:
    entry = only(fields)
    assert (entry.arxiv, entry.doi, entry.links, entry.venue) == ("1811.06965", "", (), "")


@pytest.mark.parametrize(
    ("fields", "taken", "left"),
    [
        ("eprint = {2001.00022}, doi = {10.48550/arXiv.2001.00023}", "2001.00022", "2001.00023"),
        ("eprint = {2001.00022}, url = {https://arxiv.org/abs/2001.00023}",
         "2001.00022", "2001.00023"),
        ("eprint = {2001.00022}, journal = {arXiv preprint arXiv:2001.00023}",
         "2001.00022", "2001.00023"),
        ("doi = {10.1000/a}, url = {https://doi.org/10.1000/b}", "10.1000/a", "10.1000/b"),
    ],
)  # fmt: skip
def test_identifiers_that_contradict_each_other_are_told(
    fields: str, taken: str, left: str
) -> None:
    result = parsed(f"\n@misc{{key, title = {{A Title}}, {fields}}}")
    (entry,), (found,) = result.entries, result.findings
    assert taken in (entry.arxiv, entry.doi)
    assert (found.code, found.severity, found.origin.line) == ("left-out", "warning", 2)
    assert f"'{taken}' was used, '{left}' left out" in found.message


@pytest.mark.parametrize(
    "fields",
    [
        "eprint = {1811.06965v2}, doi = {10.48550/arXiv.1811.06965}, doi2 = {}",
        "eprint = {math/0309136}, archiveprefix = {arXiv}, url = {https://arxiv.org/abs/math.GT/0309136}",
        "doi = {10.1000/A}, url = {https://doi.org/10.1000/a}",
        "doi = {10.1000/a}, url = {https://doi.org/fg6rf9}",
        "doi = {10/fg6rf9}, url = {https://doi.org/10.1000/a}",
    ],
)
def test_one_identifier_in_several_places_is_no_contradiction(fields: str) -> None:
    assert parsed(f"@misc{{key, title = {{A Title}}, {fields}}}").findings == ()


def test_a_note_may_name_another_paper() -> None:
    result = parsed("@misc{k, title = {A}, eprint = {2001.00022}, note = {See arXiv:2001.00023}}")
    assert result.entries[0].arxiv == "2001.00022"
    assert [found.code for found in result.findings] == ["fields-not-kept"]


def test_an_eprint_of_another_archive_is_no_arxiv_id() -> None:
    assert only("eprint = {1811.06965}, archivePrefix = {HAL}").arxiv == ""


@pytest.mark.parametrize(
    "text",
    [
        "@misc{k, title = {A},, year = 2020}",
        "@misc{k,,\n title = {A},\n,,\n year = 2020,,\n}",
        "@misc{title = {A}, year = 2020}",
        "% @misc{x, title = {B}}\n@misc{k, title = {A}, % year = 2019,\n year = 2020}",
        "@xdata{x, year = 2020}\n@misc{k, title = {A}, xdata = {x}}",
        "@misc{x, year = 2019}\n@misc{k, title = {A}, year = 2020}",
        "@comment{@misc{x, title = {B}}}\n@misc{k, title = {A}, year = 2020}",
    ],
)
def test_an_odd_entry_costs_no_other_and_refuses_no_file(text: str) -> None:
    result = parsed(text)
    assert [(e.title, e.published) for e in result.entries] == [("A", PartialDate(year=2020))]
    assert [f for f in result.findings if f.severity == "error"] == []
    skipped = [line for line in result.lines if line.kind == "skipped"]
    lines = {f.origin.line for f in result.findings if f.code in ("entry-skipped", "no-title")}
    assert {line.number for line in skipped} == lines


@pytest.mark.parametrize(
    "value",
    ["$5" + " " * 3000, "\\emph" * 3000, "{" * 3000, "family=a " * 3000, "$" * 3000, "," * 3000],
)
def test_a_long_odd_value_is_read_soon(value: str) -> None:
    balanced = value + "}" * value.count("{")
    fields = ("title", "author", "journal", "year", "url", "doi", "pages", "keywords")
    started = process_time()
    for name in fields:
        parsed(f"@article{{k, {name} = {{{balanced}}}}}")
    parsed("@article{k" + value)
    assert process_time() - started < 10  # seconds; patterns that go back take minutes


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["Poe EF and ", "Jane Doe, Ann Roe and ", "Jane Doe & ", "Jane Doe, ", "Poe, Ed; "]
)
def test_a_long_list_of_odd_names_is_read_soon(name: str) -> None:
    started = process_time()
    read_names(name * 2000)
    assert process_time() - started < 10  # seconds; to compare each with all takes longer


def test_a_missing_comma_is_told_with_its_line_and_costs_one_entry() -> None:
    text = "@misc{a,\n title = {A}\n author = {B},\n}\n@misc{b, title = {Other}}"
    result = parsed(text)
    assert [entry.title for entry in result.entries] == ["Other"]
    (error,) = [f for f in result.findings if f.severity == "error"]
    assert (error.code, error.origin.line) == ("bad-value", 2)
    assert "comma" in error.message


def test_our_own_export_is_read_back() -> None:
    paper = Paper(
        id="x", title="On 50% of {Sets} & \\emph{ä}", authors=by("Ann Müller", "Team, Inc. and Co"),
        venue="ICML", issued=PartialDate(year=2019), arxiv="1811.06965", doi="10.1000/a_b",
        category="cs.CV",
    )  # fmt: skip
    (entry,) = parsed(written(paper, "key")).entries
    assert to_text(entry.title) == to_text(paper.title)
    assert entry.authors == paper.authors
    assert (entry.venue, entry.arxiv, entry.doi) == (paper.venue, paper.arxiv, paper.doi)
    assert entry.issued == paper.issued
    assert entry.category == paper.category


@pytest.mark.slow
def test_the_whole_lists_own_bibtex_is_read_back() -> None:
    from exporting import bibtex_of

    from generator import project, store

    listed = project.find(Path(__file__).parents[3] / "mkdocs.yml")
    catalog = store.load_catalog(listed.papers, listed.topics, listed.root).catalog
    result = parsed(bibtex_of(catalog))
    assert [f for f in result.findings if f.severity != "info"] == []
    assert len(catalog.papers) == len(result.entries) > 100
    for paper, entry in zip(catalog.papers, result.entries, strict=True):
        assert to_text(entry.title) == to_text(paper.title)
        assert entry.authors == paper.authors
        assert (entry.arxiv, entry.doi) == (paper.arxiv, paper.doi)


def test_nothing_is_logged_for_what_is_reported(caplog: pytest.LogCaptureFixture) -> None:
    assert parsed("@misc{a, title = {A}\n@misc{b").findings
    assert not caplog.records


PIECES = st.sampled_from(
    ["@misc{a,", "@article(b,", "@string{s = ", "@comment{", "@preamble{", "title = ", "author = ",
     "year = 2019,", "date = {2019-02-30}", "month = jan", "{", "}", '"', "#", ",", "s", "=", "%",
     "\\", "\\'", '{\\"u}', "$", "\n", "\r\n", "\r", " and ", " and others", "A, B", "crossref = a",
     "url = {https://a.b/c}", "doi = {10.1000/x}", "eprint = {1}", "\x02", "\ufeff", "\ud800"]
)  # fmt: skip


@given(st.lists(PIECES | texts, max_size=25).map("".join))
def test_no_text_breaks_the_bibtex_reader(text: str) -> None:
    result = parsed(text)
    assert result.entries or any(f.severity == "error" for f in result.findings)
    assert all(entry.title for entry in result.entries)
    lines = normalize_line_ends(text).split("\n")
    assert sum(line.count for line in result.lines) == sum(bool(one_line(x)) for x in lines)
    assert all(1 <= (f.origin.line or 0) <= len(lines) for f in result.findings)


def test_bibtex_is_recognised_by_a_line_that_starts_an_entry() -> None:
    for text in (
        "Words.\n@misc{a, title = {A}}",
        "@misc{a,",
        "\ufeff% Encoding: UTF-8\r\n\n @Article (a,",
    ):
        assert detect(text).name == "bibtex"
    for text in ("Dear @all,", "Words. @misc{a,", "@misc", "% only"):
        assert detect(text).name != "bibtex"
    assert (
        read(Request(text="@misc{a, title={A}}", source="-", titles_only=True)).entries[0].reader
        == "bibtex"
    )


def test_a_date_of_csl_in_words_is_read_alike() -> None:
    def read_as(date: str) -> tuple[str, list[str]]:
        text = f'[{{"id": "a", "type": "book", "title": "A", "issued": {{"raw": "{date}"}}}}]'
        result = read(Request(text=text, source="a.json", titles_only=True, reader="csl"))
        return str(result.entries[0].published), [found.code for found in result.findings]

    assert read_as("12 May 2004") == ("2004-05-12", [])
    assert read_as("05/12/2004") == ("2004", ["left-out"])
    assert read_as("before 1950") == ("None", ["year-unknown"])
