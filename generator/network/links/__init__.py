"""Check the links of a list."""

from generator.network.links.cache import dump_cache, load_cache
from generator.network.links.report import markdown_report, summary, verdict_findings
from generator.network.links.schedule import check_urls
from generator.network.links.urls import Place, collect_urls
from generator.network.links.verdicts import Verdict
from generator.network.request import RequestPolicy

__all__ = [
    "Place",
    "RequestPolicy",
    "Verdict",
    "check_urls",
    "collect_urls",
    "dump_cache",
    "load_cache",
    "markdown_report",
    "summary",
    "verdict_findings",
]
