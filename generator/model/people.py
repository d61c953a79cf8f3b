"""Names of authors and editors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A name in a bibliography: a person's in parts, or an organization's as one literal.

    The parts are those of CSL. A particle such as `van` belongs to the family name.
    """

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""

    def __str__(self) -> str:
        if self.literal:
            return self.literal
        # Chinese, Japanese and Korean names: family name first, no space.
        if self.given and is_cjk(self.family + self.given):
            return f"{self.family}{self.given}"
        return " ".join(filter(None, (self.given, self.family, self.suffix)))


@dataclass(frozen=True)
class Names:
    """People and organizations in order; `incomplete` if the list ends with "and others"."""

    listed: tuple[Name, ...] = ()
    incomplete: bool = False

    def __iter__(self) -> Iterator[Name]:
        return iter(self.listed)

    def __len__(self) -> int:
        return len(self.listed)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The names as text, given name first."""
        return tuple(map(str, self.listed))


NO_NAMES = Names()


def is_cjk(text: str) -> bool:
    """Whether a text has only Han, kana and Hangul letters and white space."""
    if text.isascii():
        return text.isspace()
    return bool(re.fullmatch(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\s]+", text))
