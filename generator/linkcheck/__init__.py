"""Do the links of the list still lead somewhere? The one room that uses the network."""

from generator.linkcheck.addresses import Place, addresses
from generator.linkcheck.cache import remembered, retold
from generator.linkcheck.report import findings, markdown, summary
from generator.linkcheck.request import RequestPolicy
from generator.linkcheck.schedule import check
from generator.linkcheck.verdicts import Verdict

__all__ = [
    "Place",
    "RequestPolicy",
    "Verdict",
    "addresses",
    "check",
    "findings",
    "markdown",
    "remembered",
    "retold",
    "summary",
]
