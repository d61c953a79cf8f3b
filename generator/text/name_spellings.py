"""Which spellings may be one person's name: `José García`, `Garcia, José` and `J. Garcia`."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from generator.model import Name, is_cjk
from generator.text.slugs import comparison_key

# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "\u0131": "i",
     "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th"}
)  # fmt: skip
_PART_SEPARATOR = re.compile(r"[\s.\-\u2010-\u2013]+")  # of given names: `J.-L.`, `Jean-Luc`


@dataclass(frozen=True, slots=True)
class NameKey:
    """What is compared of a name: its folded letters.

    Attributes:
        family: the family name; of a name that is not in parts, all of it.
        given: the parts of the given names; an initial is one letter.
        suffix: `jr`, `iii`.
        identity: equal for spellings of one name: with or without accents, hyphens and full stops.
    """

    family: str
    given: tuple[str, ...] = ()
    suffix: str = ""
    identity: str = field(init=False, default="", compare=False)

    def __post_init__(self) -> None:
        """Join the folded letters; a space cannot be one of them, and marks initials."""
        given = "".join([part if len(part) > 1 else f"{part} " for part in self.given])
        object.__setattr__(self, "identity", f"{self.family},{given},{self.suffix}")

    @property
    def letters(self) -> int:
        """How much of the name is spelled out."""
        return len(self.family) + sum(map(len, self.given))

    @property
    def has_initial(self) -> bool:
        """Whether a given name is an initial."""
        return any(len(part) == 1 for part in self.given)

    @property
    def is_one_initial(self) -> bool:
        """Whether one letter is all that is known of the given names."""
        return len(self.given) == 1 and self.has_initial


@lru_cache(maxsize=100_000)  # the names of a list
def name_key(name: Name) -> NameKey:
    """What is compared of a name."""
    text = str(name)
    if not name.given or is_cjk(text):
        return NameKey(fold_name(text))
    given = tuple(filter(None, map(fold_name, _PART_SEPARATOR.split(name.given))))
    return NameKey(fold_name(name.family), given, fold_name(name.suffix) if name.suffix else "")


def may_be_one_person(one: NameKey, other: NameKey) -> bool:
    """Whether two names agree, where one is abbreviated.

    Each given name agrees with the other's at its place, or one is its initial. What only one of
    the names has must be initials, unless the other has nothing but initials: `John Smith` agrees
    with `J. Smith` and `John A. Smith`, not with `John Albert Smith`.
    """
    if (one.family, one.suffix) != (other.family, other.suffix) or not (one.given and other.given):
        return False
    shorter, longer = sorted((one.given, other.given), key=len)
    for mine, theirs in zip(shorter, longer, strict=False):
        is_initial = len(mine) == 1 or len(theirs) == 1
        if mine != theirs and not (is_initial and mine[0] == theirs[0]):
            return False
    rest = longer[len(shorter) :]
    return all(len(part) == 1 for part in rest) or all(len(part) == 1 for part in shorter)


def is_group(name: Name) -> bool:
    """Whether a name is that of a group, such as `OpenAI` or `DeepSeek Team`.

    A single word may be a person's only name; nothing in it tells. Names in Chinese, Japanese and
    Korean letters have no spaces and are people's, unless they are long.
    """
    return bool(name.literal) and not (
        is_cjk(name.literal) and len(name.literal) <= _MAX_CJK_NAME_CHARACTERS
    )


_MAX_CJK_NAME_CHARACTERS = 6


def fold_name(text: str) -> str:
    """The letters of a name without case, accents, spaces and punctuation."""
    return comparison_key(text.translate(_LETTERS))
