"""Texts that commands read from standard input, and lists with boxes in them."""

import sys
from collections.abc import Sequence

from generator.model.errors import UsageError
from generator.text.check_lists import CheckedPaper
from generator.text.encodings import decode_any

MAX_INPUT_BYTES = 1_000_000


def read_standard_input() -> str:
    """The text of standard input.

    Raises:
        UsageError: It is too long, or neither UTF-8 nor UTF-16.
    """
    data = sys.stdin.buffer.read(MAX_INPUT_BYTES + 1)
    if len(data) > MAX_INPUT_BYTES:
        raise UsageError(f"standard input has more than {MAX_INPUT_BYTES:,} bytes")
    decoded = decode_any(data)
    if decoded is None or decoded.guessed:
        raise UsageError("standard input is not UTF-8 text. Save it as UTF-8")
    return decoded.text


def refuse_contradictions(papers: Sequence[CheckedPaper], source: str = "-") -> None:
    """Raise UsageError if a line is ticked and below the heading `Rejected`."""
    for paper in papers:
        if paper.state == "contradictory":
            raise UsageError(
                f"{source}:{paper.line}: this line is ticked, and below the heading `Rejected`. "
                "Remove the tick, or move the line"
            )
