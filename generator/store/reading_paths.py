"""The files of reading paths, `paths/<id>.yml`: found, read, edited."""

from functools import partial
from pathlib import Path

from generator.model import MAX_PATHS, MAX_STEPS, Finding, Origin, ReadingPath
from generator.model.errors import ReadingListError
from generator.store import decode
from generator.store.fields import PATH
from generator.store.files import SUFFIX, paper_files, read_text
from generator.store.origins import PackedOrigins
from generator.store.parse import Reading, compose
from generator.store.patch_values import replace_values
from generator.store.transaction import current_path, sort_files
from generator.text import memo
from generator.text.slugs import ID_RULE, is_id, slug

PATHS_FOLDER = "paths"  # beside mkdocs.yml


def path_files(root: Path) -> list[Path]:
    """The files of a list's reading paths, in the order of their ids."""
    return sort_files(path for _, path in paper_files(root / PATHS_FOLDER))


def read_paths(root: Path, papers: Path) -> tuple[tuple[ReadingPath, ...], list[Finding]]:
    """The reading paths of a list, and what is wrong in their files.

    Args:
        root: the folder of the list.
        papers: the folder with the papers, whose unfinished commits may have changed paths.
    """
    files = path_files(root)
    found: list[ReadingPath] = []
    findings: list[Finding] = []
    for file in files[:MAX_PATHS]:
        source = f"{PATHS_FOLDER}/{file.name}"
        text, problems = read_text(current_path(papers, file), source)
        findings += problems
        if text is not None:
            path, problems = memo.kept_call(read_path, (text, file.name, source), read_path)
            findings += problems
            found += [path] if path else []
    if len(files) > MAX_PATHS:
        message = f"more than {MAX_PATHS} reading paths: remove some"
        origin = Origin(source=f"{PATHS_FOLDER}/{files[MAX_PATHS].name}", line=1)
        findings.append(Finding(code="too-large", severity="error", message=message, origin=origin))
    return tuple(found), findings


def read_path(text: str, name: str, source: str) -> tuple[ReadingPath | None, list[Finding]]:
    """A reading path and the findings of its file; None if the file has an error.

    Args:
        text: the file.
        name: its name.
        source: how findings name it.
    """
    reading = Reading(source)
    stem = Path(name).stem
    if not is_id(stem) or not name.endswith(SUFFIX):
        message = f"a file's name is the path's id: {ID_RULE}; rename it to {slug(stem)}{SUFFIX}"
        reading.report("bad-id", message, None)
    root = compose(text, reading)
    if root is None:
        if not reading.findings:
            reading.report("missing-field", "the file is empty; a path needs 'name'", None)
        return None, reading.findings
    values = decode.read_mapping(root, PATH, reading, "a reading path")
    if any(finding.severity == "error" for finding in reading.findings):
        return None, reading.findings
    packed = PackedOrigins(source, "\n".join(reading.places))
    path = ReadingPath(id=stem, origins={**packed, "": reading.origin_of(root)}, **values)
    if len(path.papers) > MAX_STEPS:
        message = f"more than {MAX_STEPS} papers, branches included: make two paths of it"
        reading.report("too-large", message, root)
        return None, reading.findings
    return path, reading.findings


def patch_path(text: str, after: ReadingPath) -> str:
    """The text of a path with other ids of papers and of its topic; every other byte stays.

    Args:
        text: the file.
        after: the path that it is to have.

    Raises:
        ReadingListError: the layout of the file allows no such edit.
    """
    source = after.origin().source
    before, _ = read_path(text, Path(source).name, source)
    assert before, "commands refuse a list with an unreadable path"
    new_values = {"topic": after.topic} | {f"{w}.paper": step.paper for w, step in after.places()}
    origins = ((before.origin(where), new) for where, new in new_values.items() if new)
    wanted = {(origin.line, origin.column): partial(_constant, new) for origin, new in origins}
    edited, _ = replace_values(text, wanted)
    if read_path(edited, Path(source).name, source)[0] != after:
        raise ReadingListError(f"nothing changed. {source} cannot be edited: its layout is unusual")
    return edited


def _constant(value: str, _: str) -> str:
    return value
