"""Check the links of a list. The only package that opens network connections."""

from generator.linkcheck.cache import dump_cache, load_cache
from generator.linkcheck.report import markdown_report, summary, verdict_findings
from generator.linkcheck.request import RequestPolicy
from generator.linkcheck.schedule import check_urls
from generator.linkcheck.urls import Place, collect_urls
from generator.linkcheck.verdicts import Verdict

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
