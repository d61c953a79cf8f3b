"""What changed between two states of the list, by meaning; and as text for people and programs."""

from generator.changes.compare import compare, compare_findings
from generator.changes.data import changes_json
from generator.changes.fragment import changes_html
from generator.changes.markdown import changes_markdown
from generator.changes.text import changes_text
from generator.changes.types import Comparison, Side

__all__ = [
    "Comparison",
    "Side",
    "changes_html",
    "changes_json",
    "changes_markdown",
    "changes_text",
    "compare",
    "compare_findings",
]
