"""Load the files of the list as a Catalog, with findings for everything wrong in them."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from pathlib import Path, PurePosixPath

from generator.model import Catalog, Collection, Exclusion, Finding, Origin, Paper, Topic
from generator.model.progress import counted
from generator.store import decode
from generator.store.cache import NO_CACHE, Cache
from generator.store.fields import PAPER
from generator.store.files import SUFFIX, decode_text, read_data, read_text
from generator.store.origins import PackedOrigins
from generator.store.paper_json import paper_from_json, paper_to_json
from generator.store.parse import Reading, compose
from generator.store.people import PEOPLE_FILE, read_people_file
from generator.store.reading_paths import read_paths
from generator.store.transaction import (
    current_path,
    file_sort_key,
    list_files,
    unfinished_commit,
)
from generator.store.vocabulary import parse_topics, read_exclusions
from generator.text import memo
from generator.text.english import plural
from generator.text.slugs import ID_RULE, is_id, slug

EXCLUSIONS_FILE = "excluded.yml"  # beside mkdocs.yml
NO_PAPERS = "no-papers"
_FILES_PER_LOOKUP = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """The list on disk: the readable part as a catalog, the rest as findings.

    Attributes:
        catalog: the papers, topics, exclusions and reading paths that could be read.
        findings: what is wrong in the files.
        unreadable: files with errors, without the vocabulary, relative to the root.
        topics_known: False if topics are missing from the catalog: one cannot be read, or all are
            missing.
        contents: of each paper, by id, a text that changes with its file: a key for caches.
    """

    catalog: Catalog
    findings: tuple[Finding, ...] = ()
    unreadable: tuple[str, ...] = ()
    topics_known: bool = True
    contents: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)


def load_catalog(  # noqa: PLR0913 - a list has many files
    folder: Path,
    topics_file: Path,
    root: Path,
    cache: Cache = NO_CACHE,
    *,
    given: Mapping[str, bytes] | None = None,
    collections: tuple[Collection, ...] = (),
) -> Loaded:
    """Read papers, vocabulary, exclusions and reading paths.

    Args:
        folder: the folder with the papers.
        topics_file: the vocabulary, which may be missing.
        root: the folder of the list, with `excluded.yml`, `people.yml` and reading paths; findings
            name files relative to it.
        cache: papers that were read before, by content.
        given: the bytes of papers' files that are not in the folder, by name.
        collections: the lists of a site with several; each has a folder in that of the papers.
    """
    findings = [
        *find_missing_folder(folder, root),
        *unfinished_commit(folder, display_path(folder, root)),
    ]
    ids = [each.id for each in collections]
    papers: list[Paper] = []
    contents: dict[str, bytes] = {}
    unreadable: list[str] = []
    files = {**list_files(folder, ids), **{name: folder / name for name in given or {}}}
    files = {name: files[name] for name in sorted(files, key=file_sort_key)}
    findings += _empty_lists(collections, files, display_path(folder, root))
    prefix = display_path(folder / "x", root).removesuffix("x")
    read = _read_papers(files, prefix, cache, given or {})
    for source, paper, problems, content in counted(read, "files read", len(files)):
        findings += problems
        if paper and paper.id in contents:
            findings.append(_duplicate_id(paper, papers[-1]))
            unreadable.append(source)
        elif paper:
            papers.append(paper)
            contents[paper.id] = content
        if not paper or any(finding.severity == "error" for finding in problems):
            unreadable.append(source)
    topics, problems, topics_known = _read_vocabulary(
        current_path(folder, topics_file), display_path(topics_file, root), papers
    )
    excluded, exclusion_findings = _read_exclusions_file(
        current_path(folder, root / EXCLUSIONS_FILE), EXCLUSIONS_FILE
    )
    unreadable += (
        [EXCLUSIONS_FILE] if any(f.severity == "error" for f in exclusion_findings) else []
    )
    people, people_findings = read_people_file(current_path(folder, root / PEOPLE_FILE))
    paths, path_findings = read_paths(root, folder)
    others = *people_findings, *path_findings
    unreadable += dict.fromkeys(f.origin.source for f in others if f.severity == "error")
    catalog = Catalog(
        papers=tuple(papers), topics=topics, excluded=excluded, people=people, paths=paths,
        collections=collections,
    )  # fmt: skip
    return Loaded(
        catalog=catalog,
        findings=(*findings, *problems, *exclusion_findings, *others),
        unreadable=tuple(unreadable),
        topics_known=topics_known,
        contents=contents,
    )


def _empty_lists(
    collections: Iterable[Collection], files: Iterable[str], folder: str
) -> Iterator[Finding]:
    """A warning for each list that has no file."""
    used = {name.rpartition("/")[0] for name in files}
    for each in collections:
        if each.id not in used:
            message = (
                f"the list {each.id!r} has no papers: put some into {folder}/{each.id}/, or remove "
                "the list from `lists`"
            )
            origin = Origin(source="mkdocs.yml")
            yield Finding(code="empty-list", severity="warning", message=message, origin=origin)


def _duplicate_id(paper: Paper, other: Paper) -> Finding:
    message = (
        f"{other.origin().source} has the same id, which is unique over all lists: rename one of "
        "the two files, or remove it"
    )
    origin = Origin(source=paper.origin().source, line=1)
    return Finding(code="duplicate-id", severity="error", message=message, origin=origin)


def find_missing_folder(folder: Path, root: Path) -> list[Finding]:
    """An error where a list has no folder for its papers, which another name would have."""
    source = display_path(folder, root)
    if folder.is_dir() or unfinished_commit(folder, source):
        return []
    message = (
        "there is no folder of this name, so no paper is read: make it, or write the name of the "
        "folder with the papers in mkdocs.yml, as `papers` among the options of reading-list. git "
        "keeps no empty folder"
    )
    origin = Origin(source=source)
    return [Finding(code=NO_PAPERS, severity="error", message=message, origin=origin)]


def warn_new_folder(folder: Path, root: Path, *, dry_run: bool) -> list[Finding]:
    """A warning where writing papers makes their folder: they may be in another one."""
    if not find_missing_folder(folder, root):
        return []
    message = (
        f"this folder {'would be' if dry_run else 'was'} made, because there was none of this "
        "name. If the list's papers are in another folder, name that one in mkdocs.yml, as "
        "`papers` among the options of reading-list, and move the new papers there"
    )
    origin = Origin(source=display_path(folder, root))
    return [Finding(code="new-folder", severity="warning", message=message, origin=origin)]


def _read_vocabulary(
    path: Path, source: str, papers: Sequence[Paper]
) -> tuple[tuple[Topic, ...], list[Finding], bool]:
    """The topics of a file, the findings, and whether the topics are complete.

    A missing or empty vocabulary is an error only if papers name topics.
    """
    topics: tuple[Topic, ...] = ()
    findings: list[Finding] = []
    exists = os.path.lexists(path)
    if exists:
        text, findings = read_text(path, source)
        if text is None:
            return topics, findings, False
        topics, findings, are_all = memo.kept_call(parse_topics, (text, source), parse_topics)
        if not are_all:
            return topics, findings, False
    count = sum(bool(paper.topics) for paper in papers)
    if topics or not count:
        return topics, findings, True
    what = "has no topics" if exists else "is missing"
    message = (
        f"the vocabulary {what}, but {plural(count, 'paper')} of the list "
        f"{'names' if count == 1 else 'name'} topics: restore the file, or add the topics"
    )
    place = Origin(source=source, line=1, column=1) if exists else Origin(source=source)
    finding = Finding(code="no-vocabulary", severity="error", message=message, origin=place)
    return topics, [*findings, finding], False


def _read_exclusions_file(path: Path, source: str) -> tuple[tuple[Exclusion, ...], list[Finding]]:
    if not os.path.lexists(path):
        return (), []
    text, findings = read_text(path, source)
    return ((), findings) if text is None else read_exclusions(text, source)


def _read_papers(
    files: Mapping[str, Path], prefix: str, cache: Cache, given: Mapping[str, bytes]
) -> Iterator[tuple[str, Paper | None, list[Finding], bytes]]:
    """Each file with its name in findings, paper, findings, and the key of its content.

    Args:
        files: the files by name.
        prefix: what findings write before the name of a file.
        cache: papers that were read before, by content.
        given: the content of some of the files, by name.
    """
    remaining = iter(files)
    while names := list(islice(remaining, _FILES_PER_LOOKUP)):
        sources = [prefix + name for name in names]
        read = [
            (given[name], []) if name in given else read_data(files[name], source)
            for name, source in zip(names, sources, strict=True)
        ]
        keys = [content_key(s, data or b"") for s, (data, _) in zip(sources, read, strict=True)]
        kept = [memo.find_call(_read_papers, (key,)) for key in keys]
        cache.mark_used(key for key, each in zip(keys, kept, strict=True) if each)
        unknown = [key for key, each in zip(keys, kept, strict=True) if not each]
        cached = dict(zip(unknown, cache.get_all(unknown), strict=True))
        for name, source, (data, problems), key, result in zip(
            names, sources, read, keys, kept, strict=True
        ):
            if data is None:
                unknown_list = _unknown_list(name, files[name], source)
                yield source, None, unknown_list or problems, key
                continue
            if result is None and cached[key] is not None:
                path = PurePosixPath(name)
                result = paper_from_json(  # noqa: PLW2901
                    cached[key], path.stem, source, path.parent.name
                )
            elif result is None:
                result = paper, found = _read_paper_file(name, source, data)  # noqa: PLW2901
                if paper and (made := paper_to_json(paper, found)):
                    cache.put(key, made)
            memo.keep_call(_read_papers, (key,), result)
            yield source, *result, key
    cache.save()


def _unknown_list(name: str, path: Path, source: str) -> list[Finding]:
    """An error if a file is a folder of papers that could be that of a list."""
    if "/" in name or not is_id(name) or path.is_symlink() or not path.is_dir():
        return []
    message = (
        "the papers in this folder are not read, because mkdocs.yml names no such list: move them "
        "out of it, or add the list to `lists` among the options of reading-list"
    )
    origin = Origin(source=source, line=1)
    return [Finding(code="unknown-list", severity="error", message=message, origin=origin)]


def content_key(source: str, data: bytes) -> bytes:
    """What decides everything that is read from one file: its name, and a digest of its bytes."""
    return source.encode("utf-8", "surrogatepass") + b"\0" + blake2b(data).digest()


def _read_paper_file(name: str, source: str, data: bytes) -> tuple[Paper | None, list[Finding]]:
    text, findings = decode_text(data, source)
    if text is None:
        return None, findings
    path = PurePosixPath(name)
    if path.suffix != SUFFIX:
        message = f"a paper's file ends in {SUFFIX}: rename it to {slug(path.stem)}{SUFFIX}"
        origin = Origin(source=source, line=1)
        return None, [Finding(code="bad-id", severity="error", message=message, origin=origin)]
    return read_paper(text, path.stem, source, path.parent.name)


def read_paper_again(path: Path, folder: Path, root: Path) -> Paper | None:
    """The paper of one file of the list; None if anything in it is wrong.

    Args:
        path: the file.
        folder: the folder with the papers.
        root: the folder of the list.
    """
    name, source = path.relative_to(folder).as_posix(), display_path(path, root)
    data, problems = read_data(path, source)
    if data is None or problems:
        return None
    paper, problems = _read_paper_file(name, source, data)
    return None if any(finding.severity == "error" for finding in problems) else paper


def read_paper(
    text: str, stem: str, source: str, collection: str = ""
) -> tuple[Paper | None, list[Finding]]:
    """A paper and the findings of its file.

    Args:
        text: the file.
        stem: the file name without suffix, which is the paper's id.
        source: how findings name the file.
        collection: the id of its list on a site with several.

    Returns:
        The paper, or None if it has no readable title or `stem` is not an id; the findings.
    """
    reading = Reading(source)
    if not is_id(stem):
        reading.report("bad-id", f"a file's name is the paper's id: {ID_RULE}; rename it to "
                       f"{slug(stem)}.yml", None)  # fmt: skip
    root = compose(text, reading)
    if root is None:
        if not reading.findings:
            reading.report("missing-field", "the file is empty; a paper needs 'title'", None)
        return None, reading.findings
    values = decode.read_mapping(root, PAPER, reading, "a paper")
    if "title" not in values or not is_id(stem):
        return None, reading.findings
    origins = PackedOrigins(source, "\n".join(reading.places))
    return Paper(id=stem, collection=collection, origins=origins, **values), reading.findings


def display_path(path: Path, root: Path) -> str:
    """A path as findings name it: relative to the root if it is below it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def read_texts(folder: Path, names: Iterable[str]) -> Mapping[str, str]:
    """The texts of existing paper files by their names in the folder."""
    wanted = set(names)
    files = list_files(folder, {name.rpartition("/")[0] for name in wanted})
    return {name: read_text(files[name], name)[0] or "" for name in files if name in wanted}
