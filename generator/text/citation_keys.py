"""Citation keys, unique in a list: `huang2018gpipe`.

A key from a source is kept. Other keys are made of the first author, the year and the first
significant word of the title. If two papers would share one, the earlier in the list keeps it and
the other gets a suffix made from its id, so that a new paper never changes an existing key.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from string import ascii_lowercase

from generator.model import Catalog, Paper
from generator.text.english import TITLE_STOP_WORDS
from generator.text.memo import kept_call
from generator.text.person_names import family_name
from generator.text.publications import first_date
from generator.text.sanitize import to_text
from generator.text.slugs import ascii_words

MAX_KEY_CHARACTERS = 200
# White space and what has a meaning to BibTeX, LaTeX's `\cite` or biber; then control characters.
_NOT_IN_KEYS = r"""\s\\{}(),"#%=~'@&$^\x00-\x1f\x7f-\x9f"""
CITATION_KEY = re.compile(f"[^{_NOT_IN_KEYS}]{{1,{MAX_KEY_CHARACTERS}}}")
_INVALID_CHARACTER = re.compile(f"[{_NOT_IN_KEYS}]")
_MAX_SUFFIX_LETTERS = 6


def citation_keys(catalog: Catalog) -> Mapping[str, str]:
    """The citation key for each paper id, in the order of ids; BibTeX ignores case in keys."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for paper in sorted(catalog.papers, key=_precedence):
        made = next(key for key in candidate_keys(paper) if key.casefold() not in taken)
        taken.add(made.casefold())
        keys[paper.id] = made
    return {paper.id: keys[paper.id] for paper in catalog.papers}


def has_same_key(one: Paper, other: Paper) -> bool:
    """Whether two states of a paper get the same key, whatever other papers the list has."""
    same_order = _precedence(one) == _precedence(other)
    return same_order and next(candidate_keys(one)) == next(candidate_keys(other))


def is_valid_key(key: str) -> bool:
    """Whether a text is a valid key for BibTeX."""
    return bool(CITATION_KEY.fullmatch(key)) and key.isprintable()


def invalid_key_characters(key: str) -> tuple[str, ...]:
    """The characters of a text that no key for BibTeX may have, each once, in order."""
    return tuple(
        dict.fromkeys(
            char for char in key if _INVALID_CHARACTER.match(char) or not char.isprintable()
        )
    )


def generate_key(paper: Paper) -> str:
    """A key from a paper's own data: family name, year, first significant word."""
    people = paper.authors or paper.editors
    first = family_name(people.listed[0]) if people else "anon"
    when = first_date(paper)
    words = _significant_words(to_text(paper.title))
    if people and people.listed[0].family:
        who = ascii_words(first).replace("-", "")
    else:
        who = "".join(_significant_words(first)[:1])
    return f"{who or 'anon'}{when.year if when else ''}{words[0] if words else 'paper'}"


def _precedence(paper: Paper) -> tuple[bool, date, tuple[int, int, int], str, str]:
    """Sort key: papers with a key from a source first, then in the order of addition."""
    first = first_date(paper)
    appeared = first.sort_key if first else (0, 0, 0)
    joined = paper.added or date.max
    return not is_valid_key(paper.key), joined, appeared, paper.arxiv, paper.id


def candidate_keys(paper: Paper) -> Iterator[str]:
    """The keys that a paper may have: its own or generated one, then ones with a suffix."""
    is_own = is_valid_key(paper.key)
    plain = paper.key if is_own else kept_call(generate_key, (paper,), generate_key)
    yield plain
    number = int.from_bytes(sha256(paper.id.encode()).digest())
    letters = ""
    while number:
        number, place = divmod(number, len(ascii_lowercase))
        letters += ascii_lowercase[place]
        if len(letters) >= _MAX_SUFFIX_LETTERS:
            yield plain + letters


def _significant_words(text: str) -> list[str]:
    """The words of a text that are no stop words, in ASCII letters."""
    return [word for word in ascii_words(text).split("-") if word and word not in TITLE_STOP_WORDS]
