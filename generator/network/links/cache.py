"""The cache between runs: the URLs that were good.

Entries have no date and never expire; to check every URL again, run without the cache.
"""

import json
from collections.abc import Collection, Mapping

from generator.model.errors import UsageError
from generator.network.links.verdicts import Verdict


def load_cache(text: str, name: str) -> frozenset[str]:
    """The good URLs in the cache file of an earlier run.

    Args:
        text: content of the file.
        name: how an error message names the file.

    Raises:
        UsageError: the text is not a cache that `dump_cache` wrote.
    """
    try:
        good = json.loads(text)["good"]
    except (ValueError, KeyError, TypeError, RecursionError):
        good = None
    if not isinstance(good, list) or not all(isinstance(url, str) for url in good):
        raise UsageError(f"{name} is not the cache of an earlier run. Delete it.")
    return frozenset(good)


def dump_cache(
    before: Collection[str], verdicts: Mapping[str, Verdict], listed: Collection[str]
) -> str:
    """The cache for the next run, as JSON.

    Args:
        before: good URLs of the earlier run.
        verdicts: results of this run.
        listed: all URLs of the list; others are dropped from the cache.
    """
    good = {url for url, verdict in verdicts.items() if verdict.kind == "good"}
    kept = (({*before} - verdicts.keys()) | good) & {*listed}
    return json.dumps({"good": sorted(kept)}, indent=1) + "\n"
