"""The words of the interface: all in one place, each used, in every language the same texts."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, get_args

import html5lib
import pytest
from babel import Locale
from build import ENGLISH, ROOT, write
from markupsafe import Markup
from pseudo import EMPTY, LIST, TAG, latin, shown_texts, words
from rendering import MARKDOWN

from generator.cli.digest import FORMATS as DIGESTS
from generator.model import Catalog, Finding, Origin, Page, PartialDate
from generator.model.errors import UsageError
from generator.site import resources, search
from generator.site.assets import MAIN_MODULES
from generator.site.digest import content
from generator.site.digest.plain_text import text_digest
from generator.site.i18n import Message, MessageFile, Words, load_words
from generator.site.pages import SitePages
from generator.site.related.reasons import describe_reasons
from generator.site.related.types import Kind, Reason
from generator.site.views import (
    group_index,
    group_pages,
    health_page,
    index_places,
    paging,
    paper_list,
    periods,
    tag_pages,
    timeline_pages,
    topic_pages,
)
from generator.site.views.types import Site

FOLDER = ROOT / "templates" / "words"
TEMPLATES = resources.read_templates(ROOT / "templates")
GERMAN = resources.read_words(ROOT / "templates", "de", "en")
TEXT = (FOLDER / "en.toml").read_text("utf-8")
THEME = [path.read_text("utf-8") for path in sorted((ROOT / "templates/theme").rglob("*.html"))]
CONTEXT_OBJECTS = re.compile(r'<span class="Z3988".*?</span>')
WORDS_CALL = re.compile(r"""\b(?:words|say|readingListWords)(?:\.html)?\(\s*"(\w+)\"""")


def texts(name: str) -> Mapping[str, Any]:
    """A file of words, as TOML has it."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def values(text: str) -> set[str]:
    """The names of the values of a text."""
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_text_is_asked_for_and_every_text_asked_for_exists() -> None:
    code = [p.read_text("utf-8") for p in (ROOT / "generator").rglob("*.py")]
    keys = {
        key for text in (*code, *TEMPLATES.values(), *THEME) for key in WORDS_CALL.findall(text)
    }
    assert keys == set(texts("en"))


def test_german_has_the_texts_of_english_with_their_values() -> None:
    english, german = texts("en"), texts("de")
    assert list(german) == list(english)
    for key, text in english.items():
        assert type(german[key]) is type(text)
        if isinstance(text, str):
            assert values(german[key]) == values(text)
        else:
            assert set(german[key]) == {"one", "other"} == set(text)
            assert values(german[key]["other"]) == values(text["other"])


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_text_that_counts_has_every_plural_form_of_its_language(language: str) -> None:
    forms = {*Locale.parse(language).plural_form.tags, "other"}
    counting = [text for text in texts(language).values() if isinstance(text, dict)]
    assert len(counting) > 20
    assert all(set(text) == forms for text in counting)


def test_numbers_and_plurals_are_those_of_the_language() -> None:
    assert ENGLISH("papers", 1) == "1 paper"
    assert ENGLISH("papers", 0) == "0 papers"
    assert ENGLISH("papers", 12000) == "12,000 papers"
    assert GERMAN("topics", 12000) == "12.000 Themen"
    polish = load_words("pl", (
        MessageFile("en.toml", "en", TEXT),
        MessageFile("pl.toml", "pl", 'papers = { one = "{n} praca", few = "{n} prace", '
             'many = "{n} prac", other = "{n} pracy" }'),
    ))  # fmt: skip
    texts = [polish("papers", n) for n in (1, 2, 5, 22, 112)]
    assert texts == ["1 praca", "2 prace", "5 prac", "22 prace", "112 prac"]
    assert polish("topics", 2) == "2 topics"  # English, by the rules of English


def test_days_are_written_as_the_language_does() -> None:
    day = date(2025, 9, 5)
    assert ENGLISH.format_date(day) == "5 Sep 2025"
    assert GERMAN.format_date(day) == "5. Sept. 2025"
    assert GERMAN.format_date(PartialDate(year=2025, month=12, day=24)) == "24. Dez. 2025"
    assert [w.format_date(PartialDate(month=2, day=29)) for w in (ENGLISH, GERMAN)] == [
        "29 Feb",
        "29. Feb.",
    ]


def test_what_is_put_into_a_text_is_made_inert_and_markup_stays() -> None:
    shown = ENGLISH.html("home_see", map=Markup("[m](map.md)"), timeline="<b>*x*</b>")
    assert shown == "See the [m](map.md), or &#60;b&#62;&#42;x&#42;&#60;/b&#62;."
    own = load_words(
        "en",
        (MessageFile("en.toml", "en", TEXT), MessageFile("own", "en", 'newest = "<i>{{ 1 }}"')),
    )
    assert own.html("newest") == "&#60;i&#62;&#123; 1 &#125;"


WRONG = (
    ('paperz = "x"', "'paperz' is not a text of the site; did you mean 'papers'?"),
    ('home_see = "{mop}"', "home_see: unknown value {mop}. It has {map}, {timeline}"),
    ('home_see = "Siehe {map}"', "home_see must have {timeline}"),
    ('newest = { other = "x" }', "newest must be a text"),
    ('papers = "x"', 'papers must be plural forms: { one = "…", other = "…" }'),
    ('tags = { few = "x" }', "tags: 'few' is not a plural form of this language. Use one, other"),
    ('papers = { one = "x" }', "papers needs the form 'other'"),
    ("newest = 5", "newest: expected a text in quotes"),
    ('newest = "{n!r}"', "newest: {n} is not a value. Write only a name in braces"),
    ('newest = "{"', "newest: Single '{' encountered in format string"),
    ("newest = ", "not valid TOML: Invalid value (at line 2, column 10)"),
)  # fmt: skip


@pytest.mark.parametrize(("line", "message"), WRONG)
def test_a_wrong_file_of_words_is_named_with_its_line(line: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        load_words(
            "de",
            (
                MessageFile("en.toml", "en", TEXT),
                MessageFile("own/de.toml", "de", f"# Wörter\n{line}\n"),
            ),
        )
    place = "own/de.toml:" if "TOML" in message else "own/de.toml:2:"
    assert str(refused.value) == f"{place} {message}"


def test_a_list_brings_languages_and_changes_single_words(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    write(tmp_path / "words" / "pt.toml", 'newest = "Novidades"\ncite = "Citar"\n')
    write(tmp_path / "words" / "pt-BR.toml", 'cite = "Cite aqui"\n')
    write(tmp_path / "words" / "de.toml", 'cite = "So zitieren"\n')
    words_read = resources.read_words(tmp_path, "pt-BR", "en")
    assert [words_read("newest"), words_read("cite"), words_read("edit_paper")] == [
        "Novidades", "Cite aqui", "Edit this paper",
    ]  # fmt: skip
    german = resources.read_words(tmp_path, "de", "en")
    assert [german("cite"), german("newest")] == ["So zitieren", "Neu hinzugekommen"]


def test_without_the_option_the_theme_decides_if_there_are_words(tmp_path: Path) -> None:
    assert resources.read_words(tmp_path, "", "de").language == "de"
    assert resources.read_words(tmp_path, "", "de-AT")("newest") == "Neu hinzugekommen"
    assert resources.read_words(tmp_path, "", "fr").language == "en"


def test_a_language_without_words_is_refused_and_those_with_words_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no texts in 'fr'. Use one of de, en, or write"):
        resources.read_words(tmp_path, "fr", "en")
    (tmp_path / "words").mkdir()
    write(tmp_path / "words" / "klingon.toml", "")
    with pytest.raises(UsageError, match="'klingon' is not a known language"):
        resources.read_words(tmp_path, "klingon", "en")


def test_scripts_get_the_texts_they_ask_for_and_no_others() -> None:
    script = GERMAN.script("", ['words("newest") + words(\n"papers", 5)', 'say("cite")'])
    assert script == (
        'readingListWords.learn("de", {"cite":"Zitieren","newest":"Neu hinzugekommen",'
        '"papers":{"one":"{n} Artikel","other":"{n} Artikel"}});\n'
    )


# The strongest of these tests: pages in a language of other letters have no word in ours.


class RecordingMessages(dict[str, Message]):
    """The texts of a language, and which of them were asked for."""

    def __init__(self, messages: Mapping[str, Message]) -> None:
        super().__init__(messages)
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> Message:
        self.asked.add(key)
        return super().__getitem__(key)


@pytest.fixture(scope="module")
def hebrew() -> Words:
    """The words in letters of their own."""
    words_read = load_words(
        TAG, (MessageFile("en.toml", "en", TEXT), MessageFile("he.toml", TAG, words()))
    )
    return replace(words_read, messages=RecordingMessages(words_read.messages))


# The list as if its papers had been added on different days.
SPREAD = replace(LIST, papers=tuple(
    replace(paper, added=date(2025, 5, 1 + n % 20)) for n, paper in enumerate(LIST.papers)
))  # fmt: skip
# The same of two years, by quarters and months, with one paper that states no month.
YOUNG = replace(LIST, papers=tuple(
    replace(paper, published=PartialDate(year=2024 + n % 2, month=(n % 6 + 1) if n else None))
    for n, paper in enumerate(LIST.papers)
))  # fmt: skip
SPANS = (content.month_span(date(2025, 5, 1)), content.Span(first=date(2025, 5, 2), last=None),
         content.Span(first=date(2025, 5, 2), last=date(2025, 5, 3)))  # fmt: skip


def all_pages(hebrew: Words, templates: Mapping[str, str]) -> Iterator[Page]:
    """Every kind of page of a full, a short and an empty list."""
    findings = [Finding(code="x", severity="warning", message=m, origin=Origin(source="f"))
                for m in "mn"]  # fmt: skip
    site = Site(name="Λιστα", url="https://example.org/", issues="https://github.com/a/b/issues",
                add="https://example.org/new", edit=lambda path: f"https://example.org/{path}",
                home="Σπιτι.")  # fmt: skip
    single = Catalog(papers=LIST.papers[:1], topics=LIST.topics)
    for catalog in (LIST, SPREAD, YOUNG, single, EMPTY):
        yield from SitePages(catalog, templates, site, hebrew, findings)


def foreign(page: Page) -> list[str]:
    """The words in Latin letters that a page says, or its head."""
    heading = page.title + page.description.partition("(n.d.)")[0]  # a reference is English
    if not page.path.endswith((".md", ".html")):
        return latin(heading)
    html = page.text if page.path.endswith(".html") else MARKDOWN.reset().convert(page.text)
    html = CONTEXT_OBJECTS.sub("", html)  # which only programs read
    return latin(
        " ".join((heading, *shown_texts(html5lib.parse(html, namespaceHTMLElements=False))))
    )


@pytest.mark.slow
def test_no_page_says_a_word_that_is_not_in_the_file_of_words(
    hebrew: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_list, "MAX_CARDS_ON_PAGE", 9)
    monkeypatch.setattr(group_pages, "MAX_CARDS_ON_GROUP_PAGE", 9)
    monkeypatch.setattr(group_pages, "MAX_COAUTHORS_ON_PAGE", 1)
    monkeypatch.setattr(index_places, "MAX_LINKS_ON_PAGE", 2)
    monkeypatch.setattr(group_index, "MAX_LARGEST", 1)
    monkeypatch.setattr(periods, "MAX_PAPERS_ON_PAGE", 9)
    monkeypatch.setattr(paging, "MAX_CARDS_ON_PAGE", 9)
    monkeypatch.setattr(timeline_pages, "MAX_CARDS_ON_TIMELINE", 9)
    monkeypatch.setattr(topic_pages, "MAX_PAPERS_ON_OWN_PAGE", 15)
    monkeypatch.setattr(tag_pages, "MAX_PAPERS_ON_OWN_PAGE", 9)
    monkeypatch.setattr(tag_pages, "MAX_TAGS_IN_CLOUD", 1)
    monkeypatch.setattr(tag_pages, "MIN_TAGS_FOR_PAGE_OF_ONCE", 1)
    monkeypatch.setattr(health_page, "MAX_LINES", 1)
    monkeypatch.setattr(content, "MAX_PAPERS", 9)
    pages = [*all_pages(hebrew, TEMPLATES)]
    assert {page.path: words_in_latin for page in pages if (words_in_latin := foreign(page))} == {}
    records = [*search.catalog_records(LIST, {page.path: "x" for page in pages}, hebrew)]
    assert len(records) > len(LIST.papers) + len(LIST.topics)
    assert [word for record in records for word in latin(record.line)] == []
    for kind in get_args(Kind):  # no two papers of the list are related in all these ways
        found = [([Reason(kind=kind, value="-")], ["-"])]
        assert latin(describe_reasons(found, {"-": "-"}, hebrew)[0]) == []
    for write_digest, span in product(DIGESTS.values(), SPANS):
        site = Site(name="Λιστα", url="https://example.org/")
        text = write_digest(content.digest(SPREAD, span, site, hebrew), hebrew)
        assert text
        if write_digest is text_digest:
            assert latin(re.sub(r"https://\S+|arxiv\.org|PDF", "", text)) == []
    elsewhere = (*(TEMPLATES[path] for path in MAIN_MODULES), *THEME)
    scripts = {key for text in elsewhere for key in WORDS_CALL.findall(text)}
    searching = {key for key in texts("en") if key.startswith("search_")}
    assert isinstance(hebrew.messages, RecordingMessages)
    assert hebrew.messages.asked | scripts | searching == set(texts("en"))


@pytest.mark.slow
@pytest.mark.parametrize("place", ['title="Sort"', ">Sort<", 'aria-label="Sort"'])
def test_a_word_in_a_template_would_be_noticed(hebrew: Words, place: str) -> None:
    spoilt = {"tags.md.j2": f"{TEMPLATES['tags.md.j2']}\n\n<p {place}></p>\n"}
    pages = all_pages(hebrew, {**TEMPLATES, **spoilt})
    assert {page.path: foreign(page) for page in pages if foreign(page)} == {
        "tags/index.md": ["Sort"]
    }
