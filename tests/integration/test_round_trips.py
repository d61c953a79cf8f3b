"""What the list exports is read back as the same papers, field by field, in every format.

Formats hold different fields: the table is in docs/guide/exporting.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import pytest
from build import LIST, by, on, paper
from command import run
from exporting import bibtex_of, csl_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator import store
from generator.ingest.merge import propose
from generator.ingest.readers import READERS, Request, read
from generator.model import (
    TYPES,
    Catalog,
    Entry,
    Finding,
    Link,
    Name,
    Names,
    Organization,
    Paper,
    PartialDate,
)
from generator.site.exports import FORMATS as EXPORT_FORMATS
from generator.site.exports import export_text
from generator.text.citation_keys import citation_keys
from generator.text.person_names import parse_name
from generator.text.publications import first_date, paper_type, record_date, venue_name
from generator.text.sanitize import to_text

REAL = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST).catalog
Export = Callable[[Catalog], str]


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format of files: how it is written, and what it can hold of a paper."""

    file: str
    export: Export
    reader: str
    held: Callable[[Paper], Paper] = lambda paper: paper
    is_clear: Callable[[Paper], bool] = lambda _: True  # else the reader has to guess, and says so
    holds_note: bool = True
    expected_codes: frozenset[str] = frozenset()  # of findings


def _export(form: str, catalog: Catalog) -> str:
    return export_text(catalog, catalog.papers, form)


def held_by_ris(record: Paper) -> Paper:
    """A paper as far as RIS can hold it."""
    kind, date = paper_type(record), record_date(record)
    date = date and replace(date, qualifier="")
    is_journal = kind == "article-journal"
    first = first_date(record) if is_journal else None
    first = first and replace(first, qualifier="")
    is_volume = kind in ("book", "thesis", "report")
    has_page_count = kind in ("book", "thesis", "report", "software", "dataset", "webpage")
    return replace(
        record, category="", published=first or date, issued=date if first else None,
        venue="" if has_page_count and kind != "webpage" else venue_name(record),
        number=record.number if kind not in ("book", "thesis") else "",
        issue="" if is_volume or kind == "chapter" else record.issue,
        edition="" if is_journal else record.edition,
        pages="" if has_page_count and "-" not in record.pages else record.pages,
        publication_status="retracted" if record.publication_status == "retracted" else None,
    )  # fmt: skip


def is_clear_in_csv(record: Paper) -> bool:
    """Whether no family name looks like two names, and no title has a space of LaTeX."""
    families = (name.family for people in (record.authors, record.editors) for name in people)
    return not any(" and " in family for family in families) and "\\" not in record.title


FORMATS = {
    "papers.bib": Format(file="papers.bib", export=bibtex_of, reader="bibtex"),
    "papers.csl.json": Format(file="papers.csl.json", export=csl_of, reader="csl"),
    "bibtex": Format(file="a.bib", export=partial(_export, "bibtex"), reader="bibtex"),
    "biblatex": Format(file="a.bib", export=partial(_export, "biblatex"), reader="bibtex"),
    "csl-json": Format(file="a.json", export=partial(_export, "csl-json"), reader="csl"),
    # `id`, `topics`, `status`, `recommended` and `added` are for other programs.
    "json": Format(file="a.json", export=partial(_export, "json"), reader="json",
                   expected_codes=frozenset(("unknown-key",))),
    "ris": Format(file="a.ris", export=partial(_export, "ris"), reader="ris", held=held_by_ris,
                  holds_note=False),
}  # fmt: skip
FORMATS["csv"] = Format(
    file="a.csv", export=partial(_export, "csv"), reader="table", is_clear=is_clear_in_csv
)
FORMATS = {name: form for name, form in FORMATS.items() if form.reader in READERS}
each_format = pytest.mark.parametrize("form", FORMATS.values(), ids=list(FORMATS))
each_export = pytest.mark.parametrize("form", [FORMATS[name] for name in EXPORT_FORMATS
                                               if name in FORMATS])  # fmt: skip


def facts(found: Paper, key: str) -> Mapping[str, object]:
    """All that bibliographies state of a paper; what the list infers counts as stated."""
    same = ("authors", "editors", "volume", "issue", "pages", "number", "edition", "series",
            "publisher", "isbn", "arxiv", "category", "doi", "language",
            "publication_status")  # fmt: skip
    return {
        "key": key,
        "title": to_text(found.title),
        "type": paper_type(found),
        "first": first_date(found),
        "record": record_date(found),
        "venue": venue_name(found),
        # BibTeX counts braces; one without a partner is written by its code, the same address.
        "url": found.url.replace("x.org/{", "x.org/%7B"),
        **{name: getattr(found, name) for name in same},
    }


def imported(form: Format, text: str) -> tuple[tuple[Paper, ...], list[Finding]]:
    """The papers that an empty list has after importing a file, in the file's order."""
    result = read(Request(text=text, source=form.file, titles_only=True))
    assert {entry.reader for entry in result.entries} <= {form.reader}
    proposal = propose(Catalog(), result.entries)
    found = dict.fromkeys(change.paper.id for change in proposal.changes)
    papers = {made.id: made for made in proposal.papers}
    notable = [f for f in (*result.findings, *proposal.findings)
               if f.severity != "info" and f.code not in form.expected_codes]  # fmt: skip
    return tuple(papers[id_] for id_ in found), notable


def assert_same(form: Format, catalog: Catalog) -> None:
    keys = citation_keys(catalog)
    again, findings = imported(form, form.export(catalog))
    assert findings == []
    assert len(again) == len(catalog.papers)
    for before, after in zip(catalog.papers, again, strict=True):
        assert facts(after, after.key) == facts(form.held(before), keys[before.id])


@pytest.mark.slow
@each_format
def test_the_real_list_comes_back_field_by_field(form: Format) -> None:
    assert len(REAL.papers) >= 120
    assert_same(form, REAL)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["papers.bib", "papers.csl.json"])
def test_a_second_export_is_the_first(name: str) -> None:
    form = FORMATS[name]
    text = form.export(REAL)
    again = sorted(
        imported(form, text)[0], key=lambda p: list(citation_keys(REAL).values()).index(p.key)
    )
    assert form.export(Catalog(papers=tuple(again))) == text


# Letters, signs that BibTeX, LaTeX and JSON know, accents, other scripts.
CHARACTERS = "abcXYZ019 .,:;!?()/+*=@&%#_~^$\\'\"`-[]|éÅßøđšćłÑǖ–—“”’…αβΩ×≤→²₃€°王小明あ한БгعאİıǅØ"
words = st.text(CHARACTERS, min_size=1, max_size=12).map(lambda t: " ".join(t.split()))
values = st.lists(words, max_size=3).map(lambda found: " ".join(" ".join(found).split()))
# Without the signs of LaTeX, which readers take for LaTeX; no commas in tags.
prose = st.lists(
    st.text("".join(sorted(set(CHARACTERS) - set("\\$^~*`|,;_-"))), min_size=1, max_size=12),
    max_size=3,
).map(lambda found: " ".join(" ".join(found).split()))
part = st.sampled_from(
    ["1", "12", "S1", "103-112", "e0123456", "iv", "2nd", "TR-7", "A & B", "x_1"]
)
names = st.sampled_from(
    ["Jane Doe", "Piet van der Berg", "Quoc V. Le", "Sammy Davis Jr.", "Gemini Team", "Plato",
     "José Núñez-Del Río", "Nguyễn Văn An", "R&D, Inc.", "Smith and Sons", "Jean-Luc O'Neil",
     "Marcelo Gennari do Nascimento"]
).map(parse_name) | st.sampled_from([
    Name(family="Hidalgo Perez", given="Luis"), Name(family="王", given="小明"),
    Name(family="King", given="Martin L.", suffix="Jr."), Name(family="von", given="A"),
    Name(family="de la Cruz", given="maria"), Name(literal="Royal Bureau of Standards"),
    Name(family="Smith and Wesson", given="A."), Name(family="Ford", given="H.", suffix="III"),
    Name(literal="the {odd} 50% team_x"), Name(family="Erdős", given="Pál"),
])  # fmt: skip
people = st.builds(
    lambda listed, incomplete: Names(tuple(listed), incomplete and bool(listed)),
    st.lists(names, max_size=3), st.booleans(),
)  # fmt: skip
dates = st.dates().map(PartialDate.from_date) | st.builds(
    PartialDate, year=st.integers(1800, 2100), month=st.none() | st.integers(1, 12),
    qualifier=st.sampled_from(["", "?", "~", "%"]),
)  # fmt: skip
dates = dates.filter(lambda found: (found.year or 0) >= 100)
suffixes = st.text("abcXYZ019.-_()/:;<>&%#{}$~^+=*\\'\"", min_size=1, max_size=12)
VENUES = ("NeurIPS", "Journal of Tests", "Annals (1955-1965)", "J. & K. Übung", "Blog", "IEEE 50%")


@st.composite
def publications(draw: st.DrawFn) -> Paper:
    """A paper as people keep it: a journal's article has a journal, a category an arXiv id."""
    kind = draw(st.sampled_from(TYPES))
    arxiv = draw(st.sampled_from(["", "", "1811.06965", "hep-th/9711200"]))
    contained = kind in ("article-journal", "paper-conference", "chapter")
    venue = draw(st.sampled_from(VENUES if contained else ("", *VENUES[1:])))
    if kind in ("article", "report") and arxiv:
        venue = ""
    url = draw(
        st.sampled_from(["", "https://example.org/a%20b_c?d=%5B1%5D&e={x}#~f", "https://x.org/{"])
    )
    return Paper(
        id="p", title=f"{draw(words)}A{draw(values)}", type=kind, authors=draw(people),
        editors=draw(people), published=draw(st.none() | dates), issued=draw(st.none() | dates),
        venue=venue, volume=draw(part), issue=draw(part), pages=draw(part), number=draw(part),
        edition=draw(part), series=draw(values), publisher=draw(values), isbn="978-3-16-148410-0",
        arxiv=arxiv, category=draw(st.sampled_from(["", "cs.LG"])) if arxiv else "",
        doi=draw(st.just("") | suffixes.map(lambda text: f"10.1000/{text}".lower())), url=url,
        key=draw(st.sampled_from(["", "doe:2020/x", "Doe2020"])),
        language=draw(st.sampled_from(["", "de", "pt-BR", "zh", "nb"])),
        publication_status=draw(st.sampled_from([None, "withdrawn", "retracted"])),
    )  # fmt: skip


@pytest.mark.slow
@each_format
@settings(deadline=None)
@given(found=publications())
def test_any_paper_comes_back_field_by_field(form: Format, found: Paper) -> None:
    assume(form.is_clear(found))
    assert_same(form, Catalog(papers=(found,)))


@each_format
@pytest.mark.parametrize(
    "doi",
    [
        "10.1002/(sici)1096-9861(19960129)365:1<113::aid-xne9>3.0.co;2-6", "10.1000/456#789_a%b",
        "10.1000/a{b", "10.1000/{a}", "10.1000/a\\_b", "10.1000/x&lt;y", "10.1000/a%3cb",
        "10/fg6rf9", "10.1000/end.", "10.1000/$x$~^",
    ],
)  # fmt: skip
def test_a_doi_comes_back_whatever_its_characters(form: Format, doi: str) -> None:
    record = paper("A", doi=doi, authors=by("Jane Doe"), published=on(2020))
    text = form.export(Catalog(papers=(record,)))
    assert [made.doi for made in imported(form, text)[0]] == [doi]


def entry_of(form: Format, record: Paper) -> Entry:
    """What the format's reader reads of a list of one paper."""
    (found,) = read(Request(text=form.export(Catalog(papers=(record,))), source=form.file)).entries
    return found


@each_export
@settings(deadline=None)
@given(abstract=prose, note=prose, tags=st.lists(prose.filter(bool), max_size=3, unique=True))
def test_tags_abstract_and_note_come_back(
    form: Format, abstract: str, note: str, tags: list[str]
) -> None:
    record = paper("A", authors=by("Jane Doe"), published=on(2020), abstract=abstract, note=note,
                   tags=tuple(tags))  # fmt: skip
    entry = entry_of(form, record)
    assert entry.keywords == record.tags
    assert to_text(entry.abstract) == to_text(abstract)
    if form.holds_note:
        assert (entry.annotation or entry.note) == note


@pytest.mark.parametrize("tags", [("a, b",), ("a, b", "c"), ("c, d, e", "f")])
@pytest.mark.parametrize(
    "name", [name for name in FORMATS if name in EXPORT_FORMATS and name != "ris"]
)
def test_a_tag_with_a_comma_stays_one_tag(name: str, tags: tuple[str, ...]) -> None:
    record = paper("A", authors=by("Jane Doe"), published=on(2020), tags=tags)
    assert entry_of(FORMATS[name], record).keywords == tags


def test_json_holds_links_and_the_organization() -> None:
    link = Link(kind="project", url="https://example.org/a;b?c=1")
    record = paper("A", organization=Organization(name="Lab", handle="lab"), links=(link,))
    entry = entry_of(FORMATS["json"], record)
    assert (entry.organization, entry.links) == (record.organization, (link,))


@pytest.mark.slow
def test_a_list_in_markdown_comes_back_with_titles_identifiers_and_code() -> None:
    text = run("export", "--format", "markdown", "--config", LIST / "mkdocs.yml").stdout
    again = {entry.title: entry for entry in read(Request(text=text, source="list.md")).entries}
    assert again.keys() == {to_text(each.title) for each in REAL.papers}
    for each in REAL.papers:
        entry = again[to_text(each.title)]
        assert entry.doi == each.doi or entry.arxiv == each.arxiv != ""
        code = [link.url for link in each.links if link.kind == "code"]
        shown = [link.url for link in entry.links if link.kind == "code"]
        assert shown == code[:1]  # a line of a README has one
