"""What changed in a text, word by word."""

import re
from difflib import SequenceMatcher

from markupsafe import Markup

from generator.changes.inert import inert

MOST = 1500  # words; comparing takes time with their square
LONGEST = 20_000  # characters
_WORD = re.compile(r"\S+")


def marked(before: str, after: str) -> Markup | None:
    """Both texts in one, with `<del>` and `<ins>`; None where they are too long for that."""
    if max(len(before), len(after)) > LONGEST:
        return None
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MOST:
        return None
    parts: list[Markup] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(inert(" ".join(old[i:j])))
            continue
        if i < j:
            parts.append(Markup("<del>{}</del>").format(inert(" ".join(old[i:j]))))
        if k < m:
            parts.append(Markup("<ins>{}</ins>").format(inert(" ".join(new[k:m]))))
    return Markup(" ").join(parts)
