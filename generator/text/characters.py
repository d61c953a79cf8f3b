"""Clean text, slugs and fresh ids."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256

from slugify import slugify

from generator.text.english import TITLE_STOP_WORDS

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ID_LENGTH = 60
_SHORTEST_PREFIX = 3  # letters of a name, before the rest of it is guessed
_MAX_MEANT = 3  # names that are suggested for one

# Names that mean something else as a file: devices on Windows, pages of the site.
_DEVICES = ["con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))]
RESERVED = frozenset([*_DEVICES, "index", "readme", "404"])

# Tab, line breaks and U+0085 (NEL) are white space; the other control characters (C0, DEL, C1),
# lone surrogates and noncharacters cannot be shown, and YAML or HTML forbid them; zero-width spaces
# and byte order marks only hide inside words. Zero-width joiners stay: emoji and scripts need them.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ud800-\udfff"
    rf"{_NONCHARACTERS}]"
)
_SEPARATORS = re.compile(r"[\x0b\x0c\x1c-\x1f\x85]")  # white space to Python, forbidden in HTML
_OBEYED = re.compile("[\u202a-\u202e\u2066-\u2069]")  # embeddings and overrides of the direction
_BLANK = re.compile(r"\s+")
_DANGLING = re.compile(rf"(?:-(?:{'|'.join(sorted(TITLE_STOP_WORDS))}))+$")
# Letters of scripts that leave no space between words: Thai, Lao, Burmese, Khmer, kana, Han.
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
LIST_ITEM = re.compile(r"[-*\u2022] ")


def unseen(text: str) -> list[str]:
    """The characters `one_line` removes, as `U+0002`, each once, in order of appearance."""
    return [f"U+{ord(c):04X}" for c in dict.fromkeys(_UNSEEN.findall(text))]


def visible(text: str) -> str:
    """The text with a replacement character for what HTML and XML forbid or would obey unseen."""
    return _OBEYED.sub("\ufffd", _UNSEEN.sub("\ufffd", _SEPARATORS.sub(" ", text)))


def printable(text: str) -> str:
    """Escapes for what a terminal would obey or a log would take for a line of its own."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def one_line(text: str) -> str:
    """The text without control characters, every run of white space as one space."""
    return _BLANK.sub(" ", _UNSEEN.sub("", text)).strip(" ")


def paragraph(lines: list[str]) -> str:
    """Lines of captured prose joined to one line, except that list items keep theirs."""
    text = ""
    for line in map(one_line, lines):
        if line:
            text += ("\n" if LIST_ITEM.match(line) else " ") + line if text else line
    return text


def is_id(text: str) -> bool:
    """Whether a text can name a paper or topic, its file and its page."""
    return bool(ID.fullmatch(text)) and len(text) <= ID_LENGTH and text not in RESERVED


def slug(text: str, length: int = ID_LENGTH) -> str:
    """An ASCII slug cut at a word boundary, never empty, never a reserved name."""
    made = slugify(text, max_length=length, word_boundary=True, save_order=True)
    made = made or slugify(text, max_length=length)  # a first word longer than the limit
    if len(slugify(text)) > len(made):
        made = _DANGLING.sub("", made)
    if not made:
        made = "x-" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{made}-paper" if made in RESERVED else made


def fresh(text: str, taken: Container[str]) -> str:
    """A slug not in `taken`: numbered from 2 where the plain one is."""
    plain = made = slug(text)
    number = 1
    while made in taken:
        number += 1
        suffix = f"-{number}"
        made = plain[: ID_LENGTH - len(suffix)].rstrip("-") + suffix
    return made


def key(text: str) -> str:
    """What two spellings of one title share: letters and digits, case and accents aside.

    `+` and `#` count too: C, C++ and C# are three languages.
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c for c in folded if c.isalnum() or c in "+#" or _is_vowel_sign(c))
    return kept or "".join(folded.split())


def plural(count: int, noun: str) -> str:
    """`1 paper`, `2 papers`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def did_you_mean(word: str, known: Collection[str]) -> str:
    """`; did you mean 'x'?` where few known names begin with the word, or one is close."""
    names = {name.casefold(): name for name in sorted(known)}
    folded = word.casefold()
    meant = _begun_with(folded, names) or get_close_matches(folded, names, n=1)
    return f"; did you mean {' or '.join(repr(names[name]) for name in meant)}?" if meant else ""


def _begun_with(word: str, names: Collection[str]) -> list[str]:
    """The names that begin with a word, if they are few; whole words of an id come first."""
    if len(word) < _SHORTEST_PREFIX:
        return []
    for prefix in (f"{word}-", word):
        found = [name for name in names if name.startswith(prefix)]
        if 0 < len(found) <= _MAX_MEANT:
            return found
    return []


def _is_vowel_sign(char: str) -> bool:
    # Marks carry meaning in Indic scripts; in Latin (up to U+036F) they are only accents.
    return char > "\u036f" and unicodedata.category(char).startswith("M")


# Tags of languages: language, script, region and variants of BCP 47 (RFC 5646), no extensions.
LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
)
# arXiv identifiers since 2007-04 and before: https://info.arxiv.org/help/arxiv_identifier.html
ARXIV = re.compile(r"\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7}")
# DOI names: a prefix `10.` and registrant, a slash, a suffix of any printable characters:
# https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html
# Short DOIs (https://shortdoi.org/) have the prefix `10` alone: `10/fg6rf9`.
DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+|10/[A-Za-z0-9]+")
_ARXIV_FORM = re.compile(
    r"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)?"
    rf"(?P<id>{ARXIV.pattern})(?:v\d+)?(?:\.pdf)?/?",
    re.IGNORECASE,
)
_DOI_FORM = re.compile(
    rf"(?:doi:\s*)?(?:https?://(?:www\.|dx\.)?doi\.org/|doi:?\s*)?(?P<id>{DOI.pattern})",
    re.IGNORECASE,
)


def arxiv_id(text: str) -> str:
    """The bare arXiv identifier in a text, without prefix, address and version."""
    match = _ARXIV_FORM.fullmatch(text.strip())
    return match["id"] if match else text.strip()


def doi_name(text: str) -> str:
    """The bare DOI in a text, in lower case (DOIs ignore case)."""
    match = _DOI_FORM.fullmatch(text.strip())
    return match["id"].lower() if match else text.strip()


class Shortlist:
    """The few of many names that a mistyped one may mean, found without looking at all of them.

    Every name is indexed once by its pairs of letters. A word is near the names that share the
    most of its rarest pairs.
    """

    _SMALL = 20  # of so few names none is left out
    _PAIRS, _PER_PAIR, _MOST = 10, 30, 8

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(names))

    @cached_property
    def _by_pair(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for name in self._names:
            for pair in _pairs(name):
                found.setdefault(pair, []).append(name)
        return found

    def near(self, word: str) -> Sequence[str]:
        """The names that may be close to a word, at most eight of many."""
        if len(self._names) <= self._SMALL:
            return self._names
        known = [pair for pair in _pairs(word) if pair in self._by_pair]
        rarest = sorted(known, key=lambda pair: (len(self._by_pair[pair]), pair))[: self._PAIRS]
        votes = Counter(
            name for pair in rarest for name in self._by_pair[pair][: self._PER_PAIR]
        )  # fmt: skip
        return sorted(votes, key=lambda name: (-votes[name], name))[: self._MOST]


def _pairs(name: str) -> dict[str, None]:
    """The pairs of neighbouring letters of a name, case aside, with its start and end; in order."""
    padded = f"^{name.casefold()}$"
    return dict.fromkeys(padded[i : i + 2] for i in range(len(padded) - 1))
