"""What a command changes in a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.catalog import Exclusion, Topic
from generator.model.papers import Paper
from generator.model.reading_paths import ReadingPath


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """What a command changes in a list. What is not named here stays as it is.

    Attributes:
        papers: The changed papers, under their new ids.
        renamed: The new id by the old id of papers that get another one; these are in `papers`.
        removed: The ids of papers whose files are removed.
        topics: The whole vocabulary, if it changes. A changed topic keeps its origin, by which its
            place in the file is found; new ones come last.
        excluded: All papers that imports leave out, if they change, in the same way.
        paths: The changed reading paths: ids of papers and topics in them.
        remarks: What the user should know about the change, one line each.
    """

    papers: tuple[Paper, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    topics: tuple[Topic, ...] | None = None
    excluded: tuple[Exclusion, ...] | None = None
    paths: tuple[ReadingPath, ...] = ()
    remarks: tuple[str, ...] = ()
