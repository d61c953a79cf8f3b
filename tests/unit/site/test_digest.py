"""Digests: the same papers in every form, with texts of sources shown and never obeyed."""

import re
from dataclasses import replace
from datetime import date
from email import message_from_string
from email.policy import default

import html5lib
import markdown
import pytest
from build import ENGLISH, by, on, paper
from hypothesis import given
from hypothesis import strategies as st
from invented import papers, texts

from generator.cli.digest import FORMATS
from generator.model import Catalog, Link, Paper, Topic
from generator.site.digest.content import (
    MAX_PAPERS,
    Digest,
    Span,
    digest,
    last_month,
    month_span,
)
from generator.site.digest.html import html_digest
from generator.site.digest.mail import mail_digest
from generator.site.digest.markdown import markdown_digest
from generator.site.digest.plain_text import MAX_PAPERS_IN_CHAT, chat_digest, text_digest
from generator.site.views.types import Site

SITE = Site(name="A & <b>", url="https://list.org/a")
TOPICS = tuple(Topic(id=id_, name=id_.title(), group="G", description="D") for id_ in "ab")
NOVEMBER = month_span(date(2026, 11, 5))
FULL = paper(
    "D^{2}MoE: <b>@team</b> [x](y) #12", id="d2moe", authors=by("Ann <i>", "Bo B"),
    published=on(2024, 1, 2), venue="ICML", arxiv="1811.06965", added=date(2026, 11, 3),
    links=(Link(kind="code", url="https://a.b/c_(d)?x=1&y=2"),
           Link(kind="code", url="javascript:x")),
    note="**Read** [the proof](https://p.org/?a=1&b=2) `x<y`.\n\n- one\n- <script>two</script>",
    publication_status="retracted", recommended=True,
)  # fmt: skip


def made(*listed: Paper, span: Span = NOVEMBER, site: Site = SITE) -> Digest:
    """A digest of some papers."""
    return digest(Catalog(papers=listed, topics=TOPICS), span, site, ENGLISH)


def many(count: int) -> list[Paper]:
    """Papers of one day, the first half on one topic."""
    halves = ("a",), ("b",)
    return [paper(f"P {n}", id=f"p{n}", added=date(2026, 11, 3), topics=halves[2 * n >= count])
            for n in range(count)]  # fmt: skip


def test_a_span_has_both_of_its_ends() -> None:
    listed = [paper(f"P {n}", id=f"p{n}", added=date(2026, 11, n)) for n in range(1, 6)]
    listed.append(paper("No day", id="none"))
    span = Span(first=date(2026, 11, 2), last=date(2026, 11, 4))
    assert [each.title for each in made(*listed, span=span).papers] == ["P 4", "P 3", "P 2"]
    assert made(*listed, span=span).title == "A & <b>: Added 2 Nov 2026 – 4 Nov 2026"
    open_end = made(*listed, span=Span(first=date(2026, 11, 4), last=None))
    assert [each.title for each in open_end.papers] == ["P 5", "P 4"]
    assert open_end.title == "A & <b>: Added since 4 Nov 2026"
    assert open_end.url == "https://list.org/a/new/"


def test_the_last_month_with_additions_needs_no_clock() -> None:
    catalog = Catalog(papers=(FULL, paper("Old", added=date(2020, 1, 1)), paper("No day", id="n")))
    assert last_month(catalog) == NOVEMBER
    assert last_month(Catalog(papers=(paper(),))) is None
    assert made(FULL).title == "A & <b>: Added in November 2026"
    assert made(FULL).url == "https://list.org/a/new/2026-11/"


def test_every_form_has_title_authors_date_note_and_links() -> None:
    for name, write in FORMATS.items():
        if name == "eml":
            continue
        text = write(made(FULL), ENGLISH)
        plain = re.sub("<[^>]*>", "", text) if name == "html" else text
        for shown in ("Retracted", "Bo B", "2 Jan 2024", "ICML", "Read", "the proof",
                      "Added in November 2026", "https://list.org/a/papers/d2moe/"):  # fmt: skip
            assert shown in (text if "://" in shown else plain), (name, shown)
        assert "javascript:" not in text
        assert name == "text" or "<script" not in text
        if name != "chat":  # which is short
            assert "https://arxiv.org/pdf/1811.06965" in text
            assert "https://a.b/c_" in text


def test_every_form_has_the_takeaway() -> None:
    digest = made(replace(FULL, takeaway="Take this."))
    for name, write in FORMATS.items():
        assert "Take this." in write(digest, ENGLISH), name


def test_markdown_shows_texts_and_mentions_nobody() -> None:
    text = markdown_digest(made(FULL), ENGLISH)
    assert "@team" not in text
    html = markdown.markdown(text)
    assert "<b>" not in html
    assert "<script" not in html
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    words = "".join(tree.itertext()).replace("\u2060", "")
    assert "D2MoE: <b>@team</b> [x](y) #12" in words
    assert [each.get("href") for each in tree.iter("a")] == [
        "https://list.org/a/papers/d2moe/", "https://arxiv.org/abs/1811.06965",
        "https://arxiv.org/pdf/1811.06965", "https://a.b/c_(d)?x=1&y=2",
        "https://list.org/a/new/2026-11/",
    ]  # fmt: skip


def test_html_is_one_column_that_loads_nothing() -> None:
    text = html_digest(made(FULL), ENGLISH)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    assert not [
        each.tag for each in tree.iter() if each.get("src") or each.tag in {"link", "style"}
    ]
    assert "url(" not in text
    assert "<table" not in text
    assert "D2MoE: <b>@team</b> [x](y) #12" in "".join(tree.itertext())


def test_an_e_mail_has_both_forms_and_is_the_same_each_time() -> None:
    text = mail_digest(made(FULL), ENGLISH)
    assert text == mail_digest(made(FULL), ENGLISH)
    assert text.isascii()
    assert "\n" not in text.replace("\r\n", "")
    assert max(map(len, text.split("\r\n"))) <= 998  # the limit of RFC 5322
    message = message_from_string(text, policy=default)
    assert message["Subject"] == "A & <b>: Added in November 2026"
    assert not {"Date", "From", "To", "Message-ID"} & set(message)
    plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert plain
    assert html
    assert plain.get_content().splitlines() == text_digest(made(FULL), ENGLISH).splitlines()
    assert html.get_content().splitlines() == html_digest(made(FULL), ENGLISH).splitlines()


def test_a_subject_stays_one_line() -> None:
    site = Site(name="A\r\nBcc: all@list.org", url="https://list.org/")
    message = message_from_string(mail_digest(made(FULL, site=site), ENGLISH), policy=default)
    assert message["Subject"] == "A Bcc: all@list.org: Added in November 2026"
    assert "Bcc" not in message


def test_a_chat_message_is_short_and_mentions_nobody() -> None:
    count = MAX_PAPERS_IN_CHAT + 3
    text = chat_digest(made(*many(count)), ENGLISH)
    assert text.count("\u2022") == MAX_PAPERS_IN_CHAT
    assert text.endswith("\n3 more: https://list.org/a/new/2026-11/\n")
    hostile = chat_digest(
        made(FULL, paper("<!channel> :x: & more", id="x", added=date(2026, 11, 4))), ENGLISH
    )
    assert not re.search(r"[<>]|@team|:x:", hostile)
    assert "&lt;!channel&gt; :\u2060x: &amp; more" in hostile
    long = paper("L", added=date(2026, 11, 4), note="word " * 100)
    assert "word\u2026\n" in chat_digest(made(long), ENGLISH)


def test_what_is_left_out_is_said() -> None:
    found = made(*many(MAX_PAPERS + 2))
    assert len(found.papers) == MAX_PAPERS
    for name, write in FORMATS.items():
        if name != "chat":
            assert "2 more: " in write(found, ENGLISH), name


def test_a_long_digest_has_topics() -> None:
    found = made(*many(20))
    assert [(section.heading, len(section.papers)) for section in found.sections] == [
        ("A", 10), ("B", 10),
    ]  # fmt: skip
    assert "\n## A\n" in markdown_digest(found, ENGLISH)
    assert "\nA\n-\n" in text_digest(found, ENGLISH)
    assert ">A</h2>" in html_digest(found, ENGLISH)


@pytest.mark.slow
@given(st.lists(papers, max_size=3, unique_by=lambda p: p.id), texts)
def test_every_form_of_any_list_is_valid(invented: list[Paper], name: str) -> None:
    span = Span(first=date.min, last=None)
    found = made(*invented, span=span, site=Site(name=name, url="https://list.org/"))
    html5lib.HTMLParser(strict=True).parse(html_digest(found, ENGLISH))
    message = message_from_string(mail_digest(found, ENGLISH), policy=default)
    assert len(list(message.walk())) == 3
    assert not re.search(r"[<>]", chat_digest(found, ENGLISH))
    markdown_digest(found, ENGLISH).encode()
