"""Daily Papers pages printed in every layout, and what a mutation does to their lines."""

import textwrap
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from hypothesis import strategies as st

from generator.ingest.readers import Request, read
from generator.model import MONTHS, Entry, Organization, PartialDate

GOLDEN = Path(__file__).parents[1] / "data" / "captures" / "daily-papers"
LONG_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August",
               "September", "October", "November", "December")  # fmt: skip
SITE = "https://huggingface.co"
ORGANIZATIONS = (
    ("Gensyn", "Gensyn"), ("nvidia", "NVIDIA"), ("CarnegieMellonU", "Carnegie Mellon University"),
    ("Qwen", "Qwen"), ("PekingUniversity", "Peking University"), ("deepseek-ai", "DeepSeek"),
    ("occ-ai", "OCC"), ("tsinghua-ee", "Department of Electronic Engineering, Tsinghua"),
)  # fmt: skip
INVENTED = (
    ("Is Attention All You Need?", "We study attention. It is all one needs."),
    ("A Good Paper on Memory", "We study memory. It works well."),
    ("1.58-bit Models", "Models of few bits are small. We train ten. Code: https://example.org/x"),
    ("A Study of Days", "Days are short in December. We measure them!"),
    ("Company Towns in Language Models", "Towns grow around mills. We ask how models tell it."),
)
NAVIGATION = ("Hugging Face", "Models", "Datasets", "Spaces", "Docs", "Pricing", "Log In")
FOOT = ("Previous", "Next", "System theme", "Company", "TOS", "Privacy", "About", "Careers")
HEADER_2025 = ("new", "Get trending papers in your email inbox!", "Subscribe", "Daily Papers",
               "byAK and the research community")  # fmt: skip
HEADER_2026 = (
    "new", "Get trending papers in your email inbox once a day!",
    "Get trending papers in your email inbox!", "Subscribe", "Daily Papers",
    "byAK and the research community", "Daily", "Weekly", "Monthly", "Trending Papers",
)  # fmt: skip

Operation = Literal["drop", "double", "swap", "glue", "move"]


@dataclass(frozen=True, kw_only=True)
class Printed:
    """One paper of a page."""

    title: str
    abstract: str
    arxiv: str
    upvotes: int
    submitter: str
    organization: tuple[str, str] | None
    authors: int
    day: date
    comments: int | None
    footer: bool


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a page is printed."""

    form: Literal["text", "markdown", "addresses"] = "text"
    of_2026: bool = False
    upvotes: bool = False
    submitters: bool = False
    bullet: str = "  \u2022 "
    handles: bool = True
    month: Literal["short", "long", "published"] = "short"
    comments: Literal["behind", "brackets", "own line", "words"] = "behind"
    blanks: Literal["blocks", "all", "none"] = "blocks"
    one_line: bool = False
    width: int | None = None
    navigation: bool = False
    foot: bool = False


@dataclass(frozen=True)
class Row:
    """A line that is not blank; `kind` is its role, `blank` whether a blank line precedes it."""

    text: str
    kind: str
    blank: bool = True


@cache
def real_papers() -> tuple[tuple[str, str], ...]:
    """Titles and abstracts of the golden captures, and some invented ones."""
    found = []
    for path in sorted(GOLDEN.glob("daily-papers-*.txt")):
        result = read(Request(text=path.read_text("utf-8"), source=path.name))
        found += [(entry.title, entry.abstract) for entry in result.entries]
    return (*found, *INVENTED)


def _consistent(layout: Layout) -> Layout:
    """The layout without what no page prints: pages of 2026 have upvotes, Markdown its links."""
    if layout.of_2026:
        layout = replace(layout, upvotes=True)
    if layout.form == "markdown":
        layout = replace(layout, blanks="all" if layout.blanks == "all" else "blocks")
    return replace(layout, width=None) if layout.form != "text" else layout


LAYOUTS = st.builds(
    Layout,
    form=st.sampled_from(["text", "text", "markdown", "addresses"]),
    of_2026=st.booleans(), upvotes=st.booleans(), submitters=st.sampled_from([False, False, True]),
    bullet=st.sampled_from(["  \u2022 ", "* ", "- ", "\u00b7 ", ""]), handles=st.booleans(),
    month=st.sampled_from(["short", "short", "long", "published"]),
    comments=st.sampled_from(["behind", "brackets", "own line", "words"]),
    blanks=st.sampled_from(["blocks", "blocks", "all", "none"]),
    one_line=st.sampled_from([False, False, True]), width=st.sampled_from([None, None, 72]),
    navigation=st.booleans(), foot=st.booleans(),
).map(_consistent)  # fmt: skip


@st.composite
def papers(draw: st.DrawFn, captured: date) -> list[Printed]:
    """Some different papers; of each page all or some have footers."""
    chosen = draw(st.lists(st.sampled_from(real_papers()), min_size=2, max_size=5, unique=True))
    footers = draw(st.sampled_from(["all", "some", "none"]))
    return [
        Printed(
            title=title, abstract=abstract, arxiv=f"2512.{index:05}",
            upvotes=draw(st.just(0) | st.integers(31, 300)),  # never as many as comments
            submitter=draw(st.sampled_from(["akhaliq", "taesiri", "Ann Guo"])),
            organization=draw(st.none() | st.sampled_from(ORGANIZATIONS)),
            authors=draw(st.integers(1, 1200)),
            day=captured - timedelta(days=draw(st.integers(0, 900))),
            comments=draw(st.none() | st.integers(1, 30)),
            footer=footers == "all" or (footers == "some" and draw(st.booleans())),
        )
        for index, (title, abstract) in enumerate(chosen)
    ]  # fmt: skip


def rows(page: list[Printed], layout: Layout, captured: date) -> list[Row]:
    """The lines of a page."""
    found = [Row(word, "navigation") for word in NAVIGATION if layout.navigation]
    found += [Row(line, "header") for line in (HEADER_2026 if layout.of_2026 else HEADER_2025)]
    found.append(Row(f"{MONTHS[captured.month - 1]} {captured.day}", "page day"))
    for paper in page:
        found += _paper_rows(paper, layout, captured)
    found += [Row(word, "foot") for word in FOOT if layout.foot]
    return found


def _paper_rows(paper: Printed, layout: Layout, captured: date) -> list[Row]:
    url = f"{SITE}/papers/{paper.arxiv}"

    def link(text: str, target: str = url) -> str:
        return f"[{text}]({target})" if layout.form == "markdown" else text

    found: list[Row] = []
    if layout.submitters:
        words = ("Submitted by", paper.submitter)
        parts = [Row(words[0], "submitted by"), Row(words[1], "submitter")]
        found += [Row(" ".join(words), "submitted by")] if layout.one_line else parts
    if layout.upvotes:
        votes = str(paper.upvotes) if paper.upvotes else "-"
        found.append(Row(link(votes, f"{SITE}/login?next=%2Fpapers%2F{paper.arxiv}"), "upvotes"))
    mark = "### " if layout.form == "markdown" else ""
    titles = [paper.title] if not layout.width else _wrap(paper.title, layout.width)
    lines = paper.abstract.split("\n")
    if layout.width:
        lines = [part for line in lines for part in _wrap(line, layout.width)]
    if layout.form == "markdown":
        lines = ["\\\\\n".join(lines)]
    found += [Row(mark + link(text), "title", blank=not i) for i, text in enumerate(titles)]
    if layout.form == "addresses":
        found.append(Row(url, "address", blank=False))
    found += [Row(link(text), "abstract", blank=not i) for i, text in enumerate(lines)]
    return found + (_footer_rows(paper, layout, captured, link) if paper.footer else [])


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)


def _footer_rows(paper: Printed, layout: Layout, captured: date, link: Any) -> list[Row]:
    if paper.organization:
        handle, name = paper.organization
        text = f"{handle} {name}" if layout.handles and layout.form != "markdown" else name
        who = [Row(link(text, f"{SITE}/{handle}"), "organization")]
        if layout.form == "addresses":
            who.append(Row(f"{SITE}/{handle}", "address", blank=False))
    else:
        plural = "" if paper.authors == 1 else "s"
        who = [Row(link(f"{layout.bullet}{paper.authors} author{plural}"), "authors")]
    month = (LONG_MONTHS if layout.month == "long" else MONTHS)[paper.day.month - 1]
    year = f", {paper.day.year}" if paper.day.year != captured.year else ""
    when = f"{'Published on ' * (layout.month == 'published')}{month} {paper.day.day}{year}"
    count = [] if paper.comments is None else [str(paper.comments)]
    if layout.form == "markdown" and count:
        count = [f"[{paper.comments}]({SITE}/papers/{paper.arxiv}#community)"]
        when += count.pop() if layout.comments != "own line" else ""
    elif count and layout.comments != "own line":
        form = {"behind": " {}", "brackets": "[{}]", "words": " {} comments"}[layout.comments]
        when += form.format(count.pop())
    comments = [Row(number, "comments", blank=False) for number in count]
    if layout.one_line and len(who) == 1:
        return [Row(f"{who[0].text} \u00b7 {when}", "day"), *comments]
    return [*who, Row("\u00b7", "dot", blank=False), Row(when, "day", blank=False), *comments]


def text_of(page: list[Row], layout: Layout) -> str:
    """The page as one text."""
    text = ""
    for row in page:
        blank = row.kind != "address" and (
            (layout.blanks == "all" and (row.blank or row.kind in ("dot", "day", "comments")))
            or (layout.blanks == "blocks" and row.blank)
        )  # fmt: skip
        text += ("\n" if text else "") + ("\n" if blank and text else "") + row.text
    return text + "\n"


def expected_entry(paper: Printed, layout: Layout) -> dict[str, Any]:
    """What a reader must give of a paper."""
    linked = layout.form != "text"
    who: dict[str, Any] = {"author_count": None, "organization": None}
    if paper.footer and paper.organization:
        handle, name = paper.organization
        handle = handle if layout.handles or linked else ""
        who["organization"] = Organization(handle=handle, name=name)
    elif paper.footer:
        who["author_count"] = paper.authors
    day = PartialDate(year=paper.day.year, month=paper.day.month, day=paper.day.day)
    return {
        "title": paper.title, "abstract": paper.abstract, "arxiv": paper.arxiv if linked else "",
        **who, "published": day if paper.footer else None,
        "comments": paper.comments if paper.footer else None,
    }  # fmt: skip


def entry_fields(entry: Entry) -> dict[str, Any]:
    """The same fields of an entry."""
    names = ("title", "abstract", "arxiv", "author_count", "organization", "published", "comments")
    return {name: getattr(entry, name) for name in names}


def mutate(page: list[Row], operation: Operation, index: int, to: int) -> list[Row]:
    """The page with one line dropped, doubled, swapped with or glued to the next, or moved."""
    row, *rest = page[index:]
    before = page[:index]
    if operation == "drop":
        return [*before, *rest]
    if operation == "double" or not rest:
        return [*before, row, row, *rest]
    if operation == "move":
        others = [*before, *rest]
        return [*others[:to], row, *others[to:]]
    after, *rest = rest
    if operation == "swap":
        swapped = (replace(after, blank=row.blank), replace(row, blank=after.blank))
        return [*before, *swapped, *rest]
    glued = Row(f"{row.text} {after.text}", f"{row.kind} {after.kind}", row.blank)
    return [*before, glued, *rest]
