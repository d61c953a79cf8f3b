"""The headings above an item, as keywords of its paper."""

import re
from dataclasses import dataclass, field

from generator.ingest.readers.markdown_remarks import EMOJI
from generator.text.characters import one_line

_MAX_KEYWORDS = 2
_MAX_KEYWORD_CHARACTERS = 60
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[A-Z]\.|[IVX]+\.)\s+")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$|\s*\[[^\[\]]*\]\s*$")
_DECORATION = re.compile(r"^[\W_]+|[^\w)+#]+$")
# Headings that say nothing about the papers below them: their kind, or when they appeared.
_NO_TOPIC = re.compile(
    r"""
    .*\b(?:19|20)\d\d\b.* | .*\bweek\b.*
    | .*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ ]\d{1,2}\b.*
    | (?:the[ ])? (?:awesome[ ])? (?: (?:paper|reading|publication)s? (?:[ ]?lists?)? | lists? )
    | (?:table[ ]of[ ])? contents? | toc | overview | introduction | about | background
    | others? | misc(?:ellaneous)? | more | resources | references | related[ ]works? | updates?
    | news
    | (?:january|february|march|april|may|june|july|august|september|october|november|december)
    | (?:top|new|latest|recent|featured|all|must[ -]read)[ ](?:\w+[ ])?papers? (?:[ ]list)?
    | papers[ ].* | back[ ]to[ ]top
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(slots=True)
class HeadingPath:
    """The headings from the document's title down to the present place."""

    path: list[tuple[int, str]] = field(default_factory=list)

    def enter(self, level: int, text: str) -> None:
        """Go to a heading: it ends those of its level and below."""
        self.path = [each for each in self.path if each[0] < level]
        self.path.append((level, text))

    @property
    def keywords(self) -> list[str]:
        """The nearest headings that name a topic, without the title of the document."""
        inner = [text for level, text in self.path if level > 1]
        found = [word for text in inner if (word := heading_keyword(text))]
        return found[-_MAX_KEYWORDS:]


def heading_keyword(text: str) -> str:
    """The topic that a heading names; empty if it names none."""
    shown = _DECORATION.sub("", _DECORATION.sub("", one_line(EMOJI.sub(" ", text))))
    shown = _DECORATION.sub("", _REMARK.sub("", _NUMBER.sub("", shown)))
    is_topic = shown and len(shown) <= _MAX_KEYWORD_CHARACTERS and not _NO_TOPIC.fullmatch(shown)
    return shown if is_topic else ""
