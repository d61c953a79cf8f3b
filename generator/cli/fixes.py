"""`check --fix`: write the corrections that have one right answer, all of them or none."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from generator import checks, store
from generator.checks.corrections import CORRECTIONS
from generator.model import Catalog, Finding, Origin, Paper
from generator.project import Project, lock_list
from generator.text.tag_spelling import canonical_spellings

_BAD_ID, _SIMILAR_TAG, _UNKNOWN_RELATED = "bad-id", "similar-tag", "unknown-related"
CorrectValue = Callable[[str], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fix:
    """A fixed finding: its code and place, with the old and the new text."""

    code: str
    origin: Origin
    old: str
    new: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fixes:
    """What fixing a list changes.

    Attributes:
        fixes: The fixed findings, by file and line.
        texts: The texts to write, by file name.
        renames: New file names by old ones.
    """

    fixes: tuple[Fix, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    renames: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class _PaperFile:
    """A paper file: the name that it should have, the present one, and how findings name it."""

    name: str
    old_name: str
    source: str
    text: str
    paper: Paper
    findings: Sequence[Finding]


def fix(project: Project, is_chosen: Callable[[str], bool], *, dry_run: bool = False) -> Fixes:
    """Fix what has one right answer in the chosen files; with `dry_run`, only find it.

    Args:
        project: The list.
        is_chosen: Whether a file, named from the root, may be changed.
        dry_run: Write nothing.

    Raises:
        ReadingListError: The system refused to write, or another command does not end.
    """
    may_write = not dry_run and project.papers.is_dir()
    with lock_list(project) if may_write else nullcontext():
        done = _find_fixes(project, is_chosen)
        if may_write and done.texts:
            store.commit(project.papers, {**dict.fromkeys(done.renames), **done.texts})
    return done


def _find_fixes(project: Project, is_chosen: Callable[[str], bool]) -> Fixes:
    files, is_complete = _read_files(project, is_chosen)
    catalog = Catalog(papers=tuple(sorted((file.paper for file in files), key=lambda p: p.id)))
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in (*(f for file in files for f in file.findings), *checks.run(catalog)):
        findings[finding.origin.source].append(finding)
    uses = {tag: len(papers) for tag, papers in catalog.by_tag.items()}
    # The most used spelling is not known while some papers cannot be read.
    spellings = canonical_spellings(uses) if is_complete else {}
    renames = {file.old_name: file.name for file in files if file.old_name != file.name}
    current_ids = {paper.id: paper.id for paper in catalog.papers}
    current_ids |= {alias: paper.id for paper in catalog.papers for alias in paper.aliases}
    current_ids |= {
        PurePosixPath(old).stem: PurePosixPath(new).stem for old, new in renames.items()
    }
    fixes: list[Fix] = []
    texts: dict[str, str] = {}
    for file in files:
        file_fixes = list(_rename_fixes(file))
        text = file.text
        if is_chosen(file.source):
            text, corrections = _correct_values(file, findings[file.source], current_ids)
            text, respelled = _respell_tags(file, text, findings[file.source], spellings)
            file_fixes += [*corrections, *respelled]
        fixes += file_fixes
        texts |= {file.name: text} if file_fixes else {}
    fixes.sort(key=lambda each: (each.origin.source, each.origin.line or 0))
    return Fixes(fixes=tuple(fixes), texts=texts, renames=renames)


def _read_files(
    project: Project, is_chosen: Callable[[str], bool]
) -> tuple[list[_PaperFile], bool]:
    """The files that can be read as papers, and whether those are all files."""
    names = store.find_renames(project.papers, project.list_ids)
    files: list[_PaperFile] = []
    paths = store.list_files(project.papers, project.list_ids)
    for old_name, path in paths.items():
        source = store.display_path(project.papers / old_name, project.root)
        name = names.get(old_name, old_name) if is_chosen(source) else old_name
        text, _ = store.read_text(path, source)
        if text is not None and name.endswith(store.SUFFIX):
            place = PurePosixPath(name)
            paper, findings = store.read_paper(text, place.stem, source, place.parent.name)
            if paper:
                files.append(
                    _PaperFile(name=name, old_name=old_name, source=source, text=text, paper=paper,
                               findings=findings)
                )  # fmt: skip
    aliases = {alias for file in files for alias in file.paper.aliases}
    kept = [file for file in files if not any(_rename_fixes(file)) or file.paper.id not in aliases]
    return kept, len(kept) == len(paths)


def _rename_fixes(file: _PaperFile) -> Iterator[Fix]:
    if file.old_name != file.name:
        origin = Origin(source=file.source, line=1)
        old, new = (PurePosixPath(name).name for name in (file.old_name, file.name))
        yield Fix(code=_BAD_ID, origin=origin, old=old, new=new)


def _correct_values(
    file: _PaperFile, findings: Sequence[Finding], current_ids: Mapping[str, str]
) -> tuple[str, list[Fix]]:
    """A file's text with the values corrected for which there is one correction, and the fixes."""

    def current_id(old: str) -> str:
        new = current_ids.get(old.rpartition("/")[2].removesuffix(store.SUFFIX), "")
        return "" if new in (*file.paper.related, file.paper.id) else new

    known: Mapping[str, CorrectValue] = {**CORRECTIONS, _UNKNOWN_RELATED: current_id}
    found = {(f.origin.line, f.origin.column): f for f in findings if f.code in known}
    text, corrections = store.replace_values(
        file.text, {place: known[finding.code] for place, finding in found.items()}
    )
    fixed = ((found[each.place], each) for each in corrections)
    return text, [Fix(code=f.code, origin=f.origin, old=c.old, new=c.new) for f, c in fixed]


def _respell_tags(
    file: _PaperFile, text: str, findings: Sequence[Finding], spellings: Mapping[str, str]
) -> tuple[str, list[Fix]]:
    """A text with each tag in the spelling that most papers use, and the fixes."""
    places = {finding.origin for finding in findings if finding.code == _SIMILAR_TAG}
    fixes = [
        Fix(code=_SIMILAR_TAG, origin=origin, old=tag, new=spellings[tag])
        for i, tag in enumerate(file.paper.tags)
        if (origin := file.paper.origin(f"tags.{i}")) in places and tag in spellings
    ]
    paper, _ = store.read_paper(text, file.paper.id, file.source, file.paper.collection)
    if not fixes or not paper:
        return text, []
    names = {each.old: each.new for each in fixes}
    tags = tuple(dict.fromkeys(names.get(tag, tag) for tag in paper.tags))
    edited = store.patch_paper_in_place(text, paper, replace(paper, tags=tags))
    return (text, []) if edited is None else (edited, fixes)
