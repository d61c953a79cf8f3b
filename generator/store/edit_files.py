"""The files that an edit of a list changes, each by the smallest edit of its text."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.model import Catalog, Edit, Paper
from generator.model.errors import ReadingListError
from generator.store.dump import dump_paper
from generator.store.files import read_text
from generator.store.format import find_comments
from generator.store.load import read_paper, read_texts
from generator.store.patch import lost_comments, patch_paper
from generator.store.patch_items import patch_exclusions, patch_topics
from generator.store.reading_paths import patch_path


@dataclass(frozen=True, kw_only=True, slots=True)
class FileChanges:
    """What to write for an edit.

    Attributes:
        papers: The texts of paper files by their names in the folder; None removes the file.
        others: The texts of the vocabulary, of `excluded.yml` and of reading paths.
        lost_comments: Comments that are removed with a paper or a topic.
    """

    papers: Mapping[str, str | None]
    others: Mapping[Path, str]
    lost_comments: tuple[str, ...] = ()


def plan_files(
    catalog: Catalog, edit: Edit, folder: Path, topics_file: Path, excluded_file: Path
) -> FileChanges:
    """The texts that an edit gives the files of a list.

    Args:
        catalog: the list before the edit.
        edit: what changes.
        folder: the folder with the papers.
        topics_file: the vocabulary.
        excluded_file: the papers that imports leave out; the folder of the paths is beside it.

    Raises:
        ReadingListError: a file cannot be edited, or could not be read afterwards.
    """
    old_ids = {new: old for old, new in edit.renamed.items()}
    before = {p.id: catalog.by_id.get(old_ids.get(p.id, p.id)) for p in edit.papers}
    names = {id_: paper.file_name for id_, paper in catalog.by_id.items()}
    known = (*edit.removed, *(old.id for old in before.values() if old))
    texts = read_texts(folder, (names[id_] for id_ in known))
    removed = (*edit.removed, *edit.renamed)
    papers: dict[str, str | None] = dict.fromkeys(names[id_] for id_ in removed)
    for paper in edit.papers:
        old = before[paper.id]
        papers[paper.file_name] = (
            _edited_text(texts[old.file_name], old, paper) if old else dump_paper(paper)
        )
    others: dict[Path, str] = {}
    lost = [comment for id_ in edit.removed for _, comment in find_comments(texts[names[id_]])]
    if edit.topics is not None:
        text = _text(topics_file)
        others[topics_file] = patch_topics(text, catalog.topics, edit.topics)
        lost += lost_comments(text, others[topics_file]).elements()
    if edit.excluded is not None:
        text = _text(excluded_file)
        others[excluded_file] = patch_exclusions(text, catalog.excluded, edit.excluded)
    root = excluded_file.parent
    for path in edit.paths:
        file = root / path.origin().source
        others[file] = patch_path(_text(file), path)
    return FileChanges(papers=papers, others=others, lost_comments=tuple(lost))


def _edited_text(text: str, before: Paper, after: Paper) -> str:
    """The text of a paper after an edit; ReadingListError if a value of it would be too long."""
    edited = patch_paper(text, before, after)
    _, findings = read_paper(edited, after.id, after.file_name)
    if errors := [finding.message for finding in findings if finding.severity == "error"]:
        raise ReadingListError(f"nothing changed. {after.file_name} would be wrong: {errors[0]}")
    return edited


def _text(path: Path) -> str:
    return (read_text(path, path.name)[0] or "") if path.exists() else ""
