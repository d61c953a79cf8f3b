"""One test over many cases: hundreds of tests that take no time cost more than what they do."""

import os
from collections.abc import Callable, Iterable
from typing import TypeVar

# Every case of every test: `.ci/dev thorough`, once a week. The gate tries some of them.
THOROUGH = bool(os.environ.get("THOROUGH"))
Case = TypeVar("Case")


def some_of(cases: Iterable[Case], count: int) -> list[Case]:
    """This many of the cases, evenly chosen; all of them in a thorough run."""
    every = list(cases)
    if THOROUGH or count >= len(every):
        return every
    return [every[i * len(every) // count] for i in range(count)]


def for_each(
    cases: Iterable[Case], name: Callable[[Case], str] = str
) -> Callable[[Callable[[Case], None]], Callable[[], None]]:
    """Make one test of a check of one case; it fails with the names of all cases that fail.

    Args:
        cases: what the check is called with, one after the other.
        name: names a case in the failure.
    """

    each = list(cases)
    assert each, "there are no cases"

    def decorate(check: Callable[[Case], None]) -> Callable[[], None]:
        def test() -> None:
            failures: list[str] = []
            for case in each:
                try:
                    check(case)
                except AssertionError as error:
                    failures.append(f"{name(case)}: {error}")
            assert not failures, "\n".join(failures)

        test.__name__ = check.__name__
        test.__doc__ = check.__doc__
        return test

    return decorate
