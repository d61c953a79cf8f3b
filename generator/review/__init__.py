"""A semantic diff of two states of the list, and its renderings for people and programs."""

from generator.review.html import changes_html
from generator.review.json_data import changes_json
from generator.review.markdown import changes_markdown
from generator.review.semantic_diff import compare, compare_findings
from generator.review.text import changes_text
from generator.review.types import Comparison, Side

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
