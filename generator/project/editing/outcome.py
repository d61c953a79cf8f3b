"""A list after an edit, and what of it users notice beside the edited files."""

from collections.abc import Iterator

from generator.model import Catalog, Edit
from generator.text.citation_keys import citation_keys


def edited_catalog(catalog: Catalog, edit: Edit) -> Catalog:
    """The list as it is after an edit."""
    papers = {id_: paper for id_, paper in catalog.by_id.items()
              if id_ not in edit.removed and id_ not in edit.renamed}  # fmt: skip
    papers |= {paper.id: paper for paper in edit.papers}
    changed = {path.id: path for path in edit.paths}
    return Catalog(
        papers=tuple(papers[id_] for id_ in sorted(papers)),
        topics=catalog.topics if edit.topics is None else edit.topics,
        excluded=catalog.excluded if edit.excluded is None else edit.excluded,
        people=catalog.people,
        paths=tuple([changed.get(path.id, path) for path in catalog.paths]),
    )


def changed_citation_keys(catalog: Catalog, edit: Edit) -> Iterator[str]:
    """A remark for each citation key that an edit changes: others may have cited it."""
    before, after = citation_keys(catalog), citation_keys(edited_catalog(catalog, edit))
    for id_, old in before.items():
        new = after.get(edit.renamed.get(id_, id_), old)
        if new != old:
            yield (f"the citation key of {edit.renamed.get(id_, id_)} becomes {new!r}, it was "
                   f"{old!r}: add `key: {old}` to keep it")  # fmt: skip
