"""Pages to a folder of Markdown files: decide first, write second, touch nothing foreign.

`MANIFEST` in the folder lists the files written with their checksums (two where a run was
interrupted). A file that is not in it, or that somebody changed since, is not ours: it is reported
and left alone.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.model import Finding, Origin, Page
from generator.model.errors import ReadingListError
from generator.store.files import (
    NotRegularFileError,
    is_outside,
    read_regular_file,
    remove_drafts,
    write_atomically,
)
from generator.store.lock import exclusive_lock

MANIFEST = ".reading-list.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedChanges:
    """What writing would do: texts to write by path, files to remove, files in the way."""

    write: Mapping[str, str]
    remove: tuple[str, ...]
    manifest: Mapping[str, str]
    findings: tuple[Finding, ...]

    @property
    def any(self) -> bool:
        """Whether the folder differs from the pages."""
        return bool(self.write or self.remove)


def file_text(page: Page) -> str:
    """A page as a file: Markdown gets what its head says as front matter.

    The theme's left column would be empty (these pages are no chapters of a book): it is hidden.
    """
    if not page.path.endswith(".md"):
        return page.text
    head = {"title": page.title, "description": page.description}
    lines = "".join(f"{name}: {_yaml_quote(value)}\n" for name, value in head.items() if value)
    lines += "hide: [navigation]\n"
    lines += "" if page.searchable else "search: {exclude: true}\n"
    return f"---\n{lines}---\n\n{page.text}"


def plan_changes(pages: Iterable[Page], folder: Path) -> PlannedChanges:
    """Compare pages with a folder; nothing is written."""
    texts = {page.path: file_text(page) for page in pages}
    ours = _read_manifest(folder)
    write: dict[str, str] = {}
    kept: dict[str, str] = {}
    findings: list[Finding] = []
    for path, text in texts.items():
        problem = _obstacle(folder, path, text, ours)
        if problem:
            findings.append(_foreign_file_finding(folder / path, problem))
            kept |= {path: ours[path]} if path in ours else {}
        elif _file_checksum(folder / path) == checksum(text):
            kept[path] = checksum(text)
        else:
            write[path] = text
    stale = [
        path for path in ours if path not in texts and _file_checksum(folder / path) is not None
    ]
    for path in [p for p in stale if _file_checksum(folder / p) not in ours[p].split()]:
        stale.remove(path)
        findings.append(
            _foreign_file_finding(
                folder / path, "no longer generated, but changed since: left alone"
            )
        )
    manifest = kept | {path: checksum(text) for path, text in write.items()}
    return PlannedChanges(
        write=write, remove=tuple(stale), manifest=manifest, findings=tuple(findings)
    )


def _obstacle(folder: Path, path: str, text: str, ours: Mapping[str, str]) -> str:
    """Why a file may not be written, or nothing."""
    if not _is_inside(folder, path):
        return "this path leads out of the folder: remove the link"
    if _file_checksum(folder / path) in (None, checksum(text), *ours.get(path, "").split()):
        return ""
    return "this file was not written by `generate`, or changed since: move it away"


def _is_inside(folder: Path, path: str) -> bool:
    """Whether a file is below a folder, neither by `..` nor by a link elsewhere."""
    return ".." not in Path(path).parts and not is_outside((folder / path).parent, folder)


def apply_changes(changes: PlannedChanges, folder: Path) -> None:
    """Do what `diff` decided; every file is replaced whole.

    Raises:
        ReadingListError: the system refused to write, or another run is at it.
    """
    try:
        with exclusive_lock(folder):
            _write_and_remove(changes, folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReadingListError(
            f"cannot write to {folder}: {reason}; every file there is whole, old or new: "
            "run this again when it can be written"
        ) from error


def _write_and_remove(changes: PlannedChanges, folder: Path) -> None:
    # Noted before writing, beside the old checksums: an interrupted run knows its own files again.
    old = _read_manifest(folder)
    new = {path: f"{old.get(path, '')} {checksum(text)}" for path, text in changes.write.items()}
    remove_drafts(folder / MANIFEST)
    _save_manifest(folder, {**old, **new})
    for path in old:
        if " " in old[path]:  # that run was interrupted
            remove_drafts(folder / path)
    for path, text in changes.write.items():
        write_atomically(folder / path, text.encode(), durable=False)
    for path in changes.remove:
        (folder / path).unlink(missing_ok=True)
    _save_manifest(folder, changes.manifest)


def checksum(text: str) -> str:
    """The checksum of a text, as the manifest notes it."""
    return sha256(text.encode()).hexdigest()


def _yaml_quote(text: str) -> str:
    """A YAML double-quoted scalar; JSON strings are such, once no character is out of range."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "").replace("\x85", " ")


def _file_checksum(path: Path) -> str | None:
    """The checksum of a file; None where there is none, no checksum where something else is."""
    try:
        return sha256(read_regular_file(path)).hexdigest()
    except FileNotFoundError:
        return None
    except (NotRegularFileError, NotADirectoryError):
        return ""


def _read_manifest(folder: Path) -> dict[str, str]:
    """Checksums by path as the last run noted them; what cannot be such a note is left out."""
    try:
        found = json.loads(read_regular_file(folder / MANIFEST))
    except (FileNotFoundError, NotRegularFileError, ValueError, RecursionError):
        return {}
    noted = found.items() if isinstance(found, dict) else ()
    return {p: d for p, d in noted if isinstance(d, str) and _is_inside(folder, p)}


def _save_manifest(folder: Path, manifest: Mapping[str, str]) -> None:
    text = json.dumps(dict(sorted(manifest.items())), indent=0) + "\n"
    if _file_checksum(folder / MANIFEST) != checksum(text):
        write_atomically(folder / MANIFEST, text.encode(), durable=False)


def _foreign_file_finding(path: Path, message: str) -> Finding:
    origin = Origin(source=path.as_posix())
    return Finding(code="foreign-file", severity="error", message=message, origin=origin)
