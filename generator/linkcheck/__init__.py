"""Do the links of the list still lead somewhere? The one room that uses the network."""

from generator.linkcheck.addresses import Place, addresses
from generator.linkcheck.asking import RequestPolicy
from generator.linkcheck.checking import check
from generator.linkcheck.memory import remembered, retold
from generator.linkcheck.report import findings, markdown, summary
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
