"""Work as a number that does not depend on the machine: the calls a function makes."""

import sys
from collections.abc import Callable
from types import FrameType


class TooMuchWorkError(Exception):
    """A function made more calls than its input should cost."""


class _Stop(BaseException):
    """Passes whatever catches every Exception."""


def calls(function: Callable[[], object], most: int = 10_000_000) -> int:
    """How many calls of functions, Python's and C's, running a function takes.

    Raises:
        TooMuchWorkError: it takes more than `most`; it was stopped there.
    """
    count = 0

    def note(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")
        if count > most:
            raise _Stop

    sys.setprofile(note)
    try:
        function()
    except _Stop:
        raise TooMuchWorkError(f"more than {most:,} calls") from None
    finally:
        sys.setprofile(None)
    return count
