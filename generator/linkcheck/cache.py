"""What a run leaves to the next one: the addresses that were good, and no day.

Without a day nothing grows old: a run that shall ask everything again does not read it.
"""

import json
from collections.abc import Collection, Mapping

from generator.linkcheck.verdicts import Verdict
from generator.model.errors import UsageError


def remembered(text: str, name: str) -> frozenset[str]:
    """The good addresses that a file of an earlier run tells.

    Raises:
        UsageError: the text was not written by this program.
    """
    try:
        told = json.loads(text)
        good = told["good"]
    except (ValueError, KeyError, TypeError, RecursionError):
        good = None
    if not isinstance(good, list) or not all(isinstance(url, str) for url in good):
        raise UsageError(f"{name} does not hold the results of an earlier run; delete it")
    return frozenset(good)


def retold(
    before: Collection[str], verdicts: Mapping[str, Verdict], listed: Collection[str]
) -> str:
    """The file for the next run: good addresses, less those that the list no longer has."""
    good = {url for url, verdict in verdicts.items() if verdict.kind == "good"}
    kept = (({*before} - verdicts.keys()) | good) & {*listed}
    return json.dumps({"good": sorted(kept)}, indent=1) + "\n"
