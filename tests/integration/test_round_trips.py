"""What the list exports as BibTeX and CSL-JSON is read back as the same papers, field by field."""

from collections.abc import Callable

import pytest
from build import LIST, by, on, paper
from exporting import bibtex_of, csl_of
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import store
from generator.ingest.merge import propose
from generator.ingest.readers import Request, read
from generator.model import TYPES, Catalog, Finding, Name, Names, Paper, PartialDate
from generator.text.citation_keys import citation_keys
from generator.text.person_names import parse_name
from generator.text.publications import first_date, paper_type, record_date, venue_name
from generator.text.sanitize import to_text

REAL = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST).catalog
FORMATS = {"papers.bib": bibtex_of, "papers.csl.json": csl_of}
each_format = pytest.mark.parametrize(("name", "export"), FORMATS.items(), ids=list(FORMATS))
Export = Callable[[Catalog], str]


def facts(found: Paper, key: str) -> dict[str, object]:
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


def imported(name: str, text: str) -> tuple[tuple[Paper, ...], list[Finding]]:
    """The papers that an empty list has after importing a file, in the file's order."""
    result = read(Request(text=text, source=name))
    proposal = propose(Catalog(), result.entries)
    found = dict.fromkeys(change.paper.id for change in proposal.changes)
    papers = {made.id: made for made in proposal.papers}
    notable = [f for f in (*result.findings, *proposal.findings) if f.severity != "info"]
    return tuple(papers[id_] for id_ in found), notable


def assert_same(name: str, export: Export, catalog: Catalog) -> None:
    keys = citation_keys(catalog)
    again, findings = imported(name, export(catalog))
    assert findings == []
    assert len(again) == len(catalog.papers)
    for before, after in zip(catalog.papers, again, strict=True):
        assert facts(after, after.key) == facts(before, keys[before.id])


@pytest.mark.slow
@each_format
def test_the_real_list_comes_back_field_by_field(name: str, export: Export) -> None:
    assert len(REAL.papers) >= 120
    assert_same(name, export, REAL)


@pytest.mark.slow
@each_format
def test_a_second_export_is_the_first(name: str, export: Export) -> None:
    text = export(REAL)
    again = sorted(
        imported(name, text)[0], key=lambda p: list(citation_keys(REAL).values()).index(p.key)
    )
    assert export(Catalog(papers=tuple(again))) == text


# Letters, signs that BibTeX, LaTeX and JSON know, accents, other scripts.
CHARACTERS = "abcXYZ019 .,:;!?()/+*=@&%#_~^$\\'\"`-[]|éÅßøđšćłÑǖ–—“”’…αβΩ×≤→²₃€°王小明あ한БгعאİıǅØ"
words = st.text(CHARACTERS, min_size=1, max_size=12).map(lambda t: " ".join(t.split()))
values = st.lists(words, max_size=3).map(lambda found: " ".join(" ".join(found).split()))
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
def test_any_paper_comes_back_field_by_field(name: str, export: Export, found: Paper) -> None:
    assert_same(name, export, Catalog(papers=(found,)))


@each_format
@pytest.mark.parametrize(
    "doi",
    [
        "10.1002/(sici)1096-9861(19960129)365:1<113::aid-xne9>3.0.co;2-6", "10.1000/456#789_a%b",
        "10.1000/a{b", "10.1000/{a}", "10.1000/a\\_b", "10.1000/x&lt;y", "10.1000/a%3cb",
        "10/fg6rf9", "10.1000/end.", "10.1000/$x$~^",
    ],
)  # fmt: skip
def test_a_doi_comes_back_whatever_its_characters(name: str, export: Export, doi: str) -> None:
    record = paper("A", doi=doi, authors=by("Jane Doe"), published=on(2020))
    assert [made.doi for made in imported(name, export(Catalog(papers=(record,))))[0]] == [doi]
