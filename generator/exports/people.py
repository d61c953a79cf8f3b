"""Names of authors as bibliographies write them: family name, given names, suffix.

The parts are those of BibTeX ("von Last, Jr, First") and CSL (`family`, `given`, `suffix`), with
a particle such as `van` as part of the family name.
"""

import re
from dataclasses import dataclass

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_PARTICLES = frozenset(
    "al bin da de del della den der di dos du el ibn la le ten ter van vom von zu zur".split()  # noqa: SIM905
)
_TEAM = re.compile(
    r"[,&]|\b(?:and|team|group|consortium|collaboration|project|inc|ltd|labs?|university)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A name in parts; a team, or whoever has one name, has a family name alone."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def initials(self) -> str:
        """The given names' first letters: `Quoc V.` is `Q. V.`, `Jean-Luc` is `J.-L.`."""
        return " ".join(
            "-".join(f"{part[0]}." for part in name.split("-") if part)
            for name in self.given.split()
            if name.strip("-")
        )


def person(name: str) -> Person:
    """The parts of a name written as people say it, the given names first."""
    words = name.split()
    if len(words) < 2 or _TEAM.search(name):  # noqa: PLR2004 - a first name and a last
        return Person(family=" ".join(words))
    last = len(words)
    if len(words) > 2 and words[-1].rstrip(".").casefold() in _SUFFIXES:  # noqa: PLR2004
        last -= 1
    start = last - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return Person(
        family=" ".join(words[start:last]),
        given=" ".join(words[:start]),
        suffix=" ".join(words[last:]),
    )
