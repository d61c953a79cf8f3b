"""The typed view of a comparison: everything that its renderings show."""

from dataclasses import dataclass, replace
from typing import Literal

from generator.checks.likely_duplicates import LikelyDuplicate
from generator.model import Catalog, Finding, Paper

FieldValue = str | tuple[str, ...]
Growth = Literal["appeared", "grew", "shrank", "vanished"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One state of the list: its name for people, its catalog and its findings."""

    name: str
    catalog: Catalog
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AddedPaper:
    """A new paper, the names of its topics, and the papers it may repeat."""

    paper: Paper
    topics: tuple[str, ...]
    near: tuple[LikelyDuplicate, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RemovedPaper:
    """A removed paper; `may_return` if an import of its sources would add it again."""

    paper: Paper
    may_return: bool = False

    @property
    def hint(self) -> str:
        """How to keep imports from adding it again; empty if none would."""
        if not self.may_return:
            return ""
        id_ = self.paper.arxiv or self.paper.doi
        what = f"{'arXiv id' if self.paper.arxiv else 'DOI'} {id_}" if id_ else "title"
        return f"An import adds it again, unless excluded.yml has its {what}."


@dataclass(frozen=True, kw_only=True, slots=True)
class RenamedPaper:
    """One paper under another file id; `by` is what both share: arxiv, doi or title."""

    before: str
    after: str
    title: str
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldChange:
    """A field before and after: one text or several; empty if the field is missing."""

    field: str
    before: FieldValue
    after: FieldValue


@dataclass(frozen=True, kw_only=True, slots=True)
class EditedRecord:
    """A paper or topic that is in both states, with the fields that changed.

    A reading path that one state lacks has no values there.
    """

    id: str
    title: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReclassifiedPaper:
    """A paper whose topics or tags changed.

    `main` are the first topics before and after, if topics of both only changed places.
    """

    id: str
    title: str
    topics_added: tuple[str, ...]
    topics_removed: tuple[str, ...]
    tags_added: tuple[str, ...]
    tags_removed: tuple[str, ...]
    main: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RenamedTopic:
    """One topic under another id or name; `by` is what both share."""

    before: str
    after: str
    name_before: str
    name_after: str
    by: Literal["id", "name", "description", "papers"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SizeChange:
    """A topic or tag whose number of papers changed."""

    id: str
    name: str
    before: int
    after: int
    change: Growth


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """What changed from `base` to `head`; every tuple is in a fixed order."""

    base: str
    head: str
    papers_before: int
    papers_after: int
    added: tuple[AddedPaper, ...] = ()
    removed: tuple[RemovedPaper, ...] = ()
    renamed: tuple[RenamedPaper, ...] = ()
    edited: tuple[EditedRecord, ...] = ()
    retopiced: tuple[ReclassifiedPaper, ...] = ()
    topics: tuple[SizeChange, ...] = ()
    tags: tuple[SizeChange, ...] = ()
    renamed_topics: tuple[RenamedTopic, ...] = ()
    vocabulary: tuple[EditedRecord, ...] = ()
    paths: tuple[EditedRecord, ...] = ()
    new_findings: tuple[Finding, ...] = ()
    fixed_findings: tuple[Finding, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many changes of each kind there are, in the order people read them."""
        return {
            "added": len(self.added), "removed": len(self.removed), "renamed": len(self.renamed),
            "edited": len(self.edited), "retopiced": len(self.retopiced),
            "topics": len(self.topics), "tags": len(self.tags),
            "renamed_topics": len(self.renamed_topics), "vocabulary": len(self.vocabulary),
            "paths": len(self.paths),
            "new_findings": len(self.new_findings), "fixed_findings": len(self.fixed_findings),
        }  # fmt: skip

    @property
    def edited_topics(self) -> tuple[EditedRecord, ...]:
        """Edits of the vocabulary without changes of names, which are renamed topics already."""
        kept = ((e, tuple(c for c in e.changes if c.field != "name")) for e in self.vocabulary)
        return tuple(replace(edited, changes=changes) for edited, changes in kept if changes)
