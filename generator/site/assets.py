"""Scripts as a browser takes them."""

import json
import re
from collections.abc import Iterable

_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)


def bare(script: str) -> str:
    """A script without its lines of comment: they are for those who read the source."""
    return _COMMENT.sub("", script)


def given(value: object) -> str:
    """A script that gives data to `loading.js`: pages opened as files can load it, JSON not."""
    return f"self.readingListGiven={json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n"


def joined(scripts: Iterable[str]) -> str:
    """One script with a scope of its own; what its parts say to others they put on `self`."""
    text = "\n".join(map(bare, scripts))
    return f'(() => {{\n"use strict"\n{text}\n}})()\n'
