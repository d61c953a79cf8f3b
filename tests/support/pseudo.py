"""A language that nobody speaks: the English words in Hebrew letters, and a list in Greek ones.

What is still in Latin letters on a page in this language is neither from the file of words nor
from the list: somebody wrote it into a template, a view or a script. Pages in it run from right
to left.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element

from babel import Locale
from build import ROOT, by, on

from generator.model import (
    Catalog,
    Collection,
    Exclusion,
    Link,
    Organization,
    Paper,
    PartialDate,
    Person,
    ReadingPath,
    Source,
    Step,
    Topic,
)

TAG = "he"
_LETTERS = "אבגדהוזחטיכלמנסעפצקרשתםןףץ"
_TO_HEBREW = {ord(a): b for case in ("a", "A") for a, b in
              zip(map(chr, range(ord(case), ord(case) + 26)), _LETTERS, strict=True)}  # fmt: skip
# Names of formats and sites; they are the same in every language.
NAMES = {
    "arXiv",
    "PDF",
    "DOI",
    "Hugging",
    "Face",
    "Atom",
    "BibTeX",
    "Feed",
    "RIS",
    "JSON",
    "CSL",
    "CSV",
    "Markdown",
}
_TEXT_ATTRIBUTES = ("title", "aria-label", "alt", "placeholder")
_SKIPPED_ELEMENTS = {"script", "style", "pre", "code", "template"}


def pseudo(text: str) -> str:
    """A text in Hebrew letters; the names of its values stay."""
    parts = re.split(r"(\{[a-z_]+\})", text)
    return "".join(p if p.startswith("{") else p.translate(_TO_HEBREW) for p in parts)


def words() -> str:
    """The file of words in this language."""
    english = tomllib.loads((ROOT / "templates" / "words" / "en.toml").read_text("utf-8"))
    forms = sorted({*Locale.parse(TAG).plural_form.tags, "other"})
    lines = (f"{key} = {_toml(value, forms)}" for key, value in english.items())
    return "\n".join(lines) + "\n"


def _toml(value: str | Mapping[str, str], forms: list[str]) -> str:
    if isinstance(value, str):
        return json.dumps(pseudo(value), ensure_ascii=False)
    texts = (f"{form} = {_toml(value.get(form, value['other']), [])}" for form in forms)
    return f"{{ {', '.join(texts)} }}"


def latin(text: str) -> list[str]:
    """The words in Latin letters, names of formats aside."""
    return [word for word in re.findall(r"[A-Za-z]+", text) if word not in NAMES]


def shown_texts(element: Element) -> Iterator[str]:
    """What an element says to readers, seen or heard, English on purpose aside."""
    if (
        element.tag in _SKIPPED_ELEMENTS
        or element.get("lang") == "en"
        or element.get("class") == "headerlink"
    ):
        return
    yield from (element.attrib[name] for name in _TEXT_ATTRIBUTES if name in element.attrib)
    yield element.text or ""
    for child in element:
        yield from shown_texts(child)
        yield child.tail or ""


def _paper(number: int, **fields: object) -> Paper:
    known: dict[str, object] = {
        "id": f"p{number}", "title": f"Αλφα {number}: βητα γαμμα δελτα", "authors": by("Ωμεγα Ψι"),
        "published": on(1990 + number, 3, 4), "topics": ("a", "b"), "tags": ("λωρα",),
        "abstract": "Εψιλον ζητα, ητα θητα.", "added": date(2025, 5, 6),
    }  # fmt: skip
    return Paper(**(known | fields))  # type: ignore[arg-type]


SOURCE = Source(file="πηγη.ΨΨ", reader="json", captured=PartialDate(month=9, day=17),
                published=PartialDate(year=2019, month=2, day=1), authors=3, comments=7,
                note="Σημειωμα.")  # fmt: skip
LIST = Catalog(
    papers=(
        _paper(1, published=None, topics=(), tags=("μονο",), abstract="", added=None),
        _paper(2, title="Αλφα: ενα", authors=by(), sources=(SOURCE,), status="to-read"),
        _paper(3, title="Αλφα: δυο", sources=(SOURCE,), authors=by("Ωμεγα Ψι", "Ψαρι Λαμδα"),
               status="reading", venue="Συνεδριο", issued=on(1995)),
        _paper(4, recommended=True, takeaway="Μια προταση.",
               note="Ιωτα **καππα**.", status="read", related=("p5",),
               organization=Organization(name="Οργανισμος"), arxiv="1811.06965", doi="10.1145/3",
               links=(Link(kind="code", url="https://παραδειγμα.ελ/α"),
                      Link(kind="dataset", url="https://παραδειγμα.ελ/β"),
                      Link(kind="project", url="https://παραδειγμα.ελ/γ"),
                      Link(kind="other", url="https://παραδειγμα.ελ/δ"))),
        _paper(5, authors=by(*(f"Συγγραφεας {n}" for n in range(20)), "and others"),
               topics=("a", "b", "c"), aliases=("old",), language="el"),
        *(_paper(n, topics=("a",), tags=("μι",)) for n in range(6, 13)),
        *(_paper(n, topics=("a",), tags=("νι",), collection="x") for n in range(13, 20)),
        *(_paper(n, topics=("b",), tags=("ξι",), collection="y") for n in range(20, 30)),
        _paper(30, topics=("b",), tags=("ξι",), authors=by(), editors=by("Ωμεγα Ψι")),
        _paper(31, topics=("b",), tags=("ξι",), authors=by("Ωμεγα Ψι", "Ψ. Λαμδα", "Βητα Καππα"),
               published=replace(on(2021, 4), qualifier="%")),
        _paper(32, topics=("b",), tags=("ξι",), published=replace(on(2022), qualifier="~"),
               url="https://παραδειγμα.ελ/ε"),
        _paper(33, tags=("ξι",), published=replace(on(2023), qualifier="?"),
               publication_status="withdrawn"),
        _paper(34, topics=("b",), tags=(), published=None, publication_status="retracted"),
    ),
    topics=(
        Topic(id="a", name="Θεμα α", group="Ομαδα", description="Περι α.", aliases=("old",)),
        Topic(id="b", name="Θεμα β", group="Ομαδα", description="Περι β.", keywords=("ξι",)),
        Topic(id="c", name="Θεμα γ", group="Αλλη", description="Περι γ.", keywords=("ρω",)),
        Topic(id="d", name="Θεμα δ", group="Αλλη", description="Περι δ."),
    ),
    excluded=(Exclusion(title="Σιγμα", aliases=("gone",), reason="Λογος."),),
    people=(Person(name="Ωμεγα Ψι", homepage="https://παραδειγμα.ελ/ω"),),
    paths=tuple(
        ReadingPath(
            id=f"way-{n}", name=f"Μονοπατι {n}", why="Παει μακρια.", topic="a",
            steps=(Step(paper="p5", why="Ενα.", branch=(Step(paper="p4", why="Διπλα."),)),
                   Step(paper="p6", why="Δυο.")),
        )
        for n in range(5)
    ),
    collections=(
        Collection(id="x", name="Λιστα α", description="Περι α."),
        Collection(id="y", name="Λιστα β"),
        Collection(id="z", name="Λιστα γ"),
    ),
)  # fmt: skip
EMPTY = Catalog()
