"""The smallest edit of a paper file; everything that people wrote stays."""

from collections import Counter

from generator.model import Paper
from generator.store.dump import dump_paper
from generator.store.fields import PAPER
from generator.store.format import find_comments, restore_comments
from generator.store.line_ends import main_line_end, with_line_ends
from generator.store.load import read_paper
from generator.store.parse import Reading, compose
from generator.store.patch_fields import Values, field_edits
from generator.store.text_edits import apply_edits


def patch_paper(text: str, before: Paper, after: Paper) -> str:
    """A paper file with the fields changed that differ, every other byte as it was.

    Comments, order and layout of what people wrote stay. A file whose layout has no lines to edit
    (`{title: …}`, `? title`), or where an edit would drop a comment, is written in canonical form
    with its comments.
    """
    edited = patch_paper_in_place(text, before, after)
    if edited is not None:
        return edited
    return with_line_ends(restore_comments(text, dump_paper(after)), main_line_end(text))


def patch_paper_in_place(text: str, before: Paper, after: Paper) -> str | None:
    """Like `patch_paper`, but None if the layout allows no small edit."""
    newline = "\r\n" if main_line_end(text) == "\r\n" else "\n"
    missing = "" if text.endswith("\n") else newline
    root = compose(text + missing, Reading(before.id))
    edits = field_edits(text + missing, root, PAPER, _values(before), _values(after))
    edited = apply_edits(text + missing, edits, newline).removesuffix(missing)
    is_right = read_paper(edited, after.id, "", after.collection)[0] == after
    return edited if is_right and not lost_comments(text, edited) else None


def lost_comments(before: str, after: str) -> Counter[str]:
    """The comments of a file that it no longer has after an edit."""
    found = (Counter(comment for _, comment in find_comments(text)) for text in (before, after))
    return next(found) - next(found)


def _values(paper: Paper) -> Values:
    return {field.name: getattr(paper, field.name) for field in PAPER}
