"""Pages written into a folder: plan first, then write, and keep files of others.

`MANIFEST` in the folder lists the written files with their SHA-256 checksums (two per file after an
interrupted run). A file that is not listed, or was changed since, is reported and left alone.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.model import DeferredPage, Finding, Origin, Page
from generator.model.errors import ReadingListError
from generator.model.progress import counted
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
    """What a run would change in the folder.

    Attributes:
        write: the contents of files to write, by path.
        remove: the paths of files to remove.
        manifest: the checksums by path after the run.
        findings: files of others that are in the way.
    """

    write: Mapping[str, bytes]
    remove: tuple[str, ...]
    manifest: Mapping[str, str]
    findings: tuple[Finding, ...]

    @property
    def any(self) -> bool:
        """Whether the folder differs from the pages."""
        return bool(self.write or self.remove)


def file_text(page: Page) -> str:
    """The content of a page's file: Markdown gets its title and description as front matter.

    The theme's left column is hidden: it would be empty, since `nav` does not have these pages.
    """
    if not page.path.endswith(".md"):
        return page.text
    metadata = {"title": page.title, "description": page.description}
    lines = "".join(f"{name}: {_yaml_quote(value)}\n" for name, value in metadata.items() if value)
    lines += "hide: [navigation]\n"
    lines += "" if page.searchable else "search: {exclude: true}\n"
    return f"---\n{lines}---\n\n{page.text}"


def file_content(page: Page) -> bytes:
    """The content of a page's file as bytes."""
    return page.data or file_text(page).encode()


def file_key(page: Page) -> str:
    """A digest of everything that decides a page's file, if the page's text has one; or empty."""
    if not (isinstance(page, DeferredPage) and page.key):
        return ""
    facts = page.key, page.path, page.title, page.description, page.searchable
    return sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()


def plan_changes(pages: Iterable[Page], folder: Path) -> PlannedChanges:
    """The changes that make the folder match the pages; nothing is written."""
    contents = {page.path: file_content(page) for page in pages}
    noted = _read_manifest(folder)
    write: dict[str, bytes] = {}
    kept: dict[str, str] = {}
    findings: list[Finding] = []
    for path, content in contents.items():
        problem = _obstacle(folder, path, content, noted)
        if problem:
            findings.append(_foreign_file_finding(folder / path, problem))
            kept |= {path: noted[path]} if path in noted else {}
        elif _file_checksum(folder / path) == checksum(content):
            kept[path] = checksum(content)
        else:
            write[path] = content
    stale = [
        path for path in noted if path not in contents and _file_checksum(folder / path) is not None
    ]
    for path in [p for p in stale if _file_checksum(folder / p) not in noted[p].split()]:
        stale.remove(path)
        findings.append(
            _foreign_file_finding(
                folder / path, "no longer generated, but changed since. It was left alone"
            )
        )
    manifest = kept | {path: checksum(content) for path, content in write.items()}
    return PlannedChanges(
        write=write, remove=tuple(stale), manifest=manifest, findings=tuple(findings)
    )


def _obstacle(folder: Path, path: str, content: bytes, noted: Mapping[str, str]) -> str:
    """Why a file must not be written; empty if it may be."""
    if not _is_inside(folder, path):
        return "the path leads out of the folder. Remove the link"
    if _file_checksum(folder / path) in (None, checksum(content), *noted.get(path, "").split()):
        return ""
    return "the file was not written by `generate`, or was changed since. Move it away"


def _is_inside(folder: Path, path: str) -> bool:
    """Whether a path stays in the folder: no `..`, no symbolic link that leads out."""
    return ".." not in Path(path).parts and not is_outside((folder / path).parent, folder)


def apply_changes(changes: PlannedChanges, folder: Path) -> None:
    """Write and remove files as planned; each file is replaced atomically.

    Raises:
        ReadingListError: the system refused to write, or another run holds the lock.
    """
    try:
        with exclusive_lock(folder):
            _write_and_remove(changes, folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReadingListError(
            f"cannot write to {folder}: {reason}. Each file there has its old or its new text. "
            "Run this again when the folder is writable"
        ) from error


def _write_and_remove(changes: PlannedChanges, folder: Path) -> None:
    # The manifest has old and new checksums while files are written: after an interruption, the
    # next run still recognizes its files.
    old = _read_manifest(folder)
    new = {path: f"{old.get(path, '')} {checksum(data)}" for path, data in changes.write.items()}
    remove_drafts(folder / MANIFEST)
    _save_manifest(folder, {**old, **new})
    for path in old:
        if " " in old[path]:  # that run was interrupted
            remove_drafts(folder / path)
    for path, data in counted(changes.write.items(), "files written", len(changes.write)):
        write_atomically(folder / path, data, durable=False)
    for path in changes.remove:
        (folder / path).unlink(missing_ok=True)
    _save_manifest(folder, changes.manifest)


def checksum(content: bytes) -> str:
    """The SHA-256 checksum of a content, as in the manifest."""
    return sha256(content).hexdigest()


def _yaml_quote(text: str) -> str:
    """A YAML double-quoted scalar: a JSON string without characters that YAML does not allow."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "").replace("\x85", " ")


def _file_checksum(path: Path) -> str | None:
    """The checksum of a file; None without a file, empty if it is not a regular file."""
    try:
        return sha256(read_regular_file(path)).hexdigest()
    except FileNotFoundError:
        return None
    except (NotRegularFileError, NotADirectoryError):
        return ""


def _read_manifest(folder: Path) -> dict[str, str]:
    """The checksums by path that the last run saved; invalid entries are left out."""
    try:
        saved = json.loads(read_regular_file(folder / MANIFEST))
    except (FileNotFoundError, NotRegularFileError, ValueError, RecursionError):
        return {}
    entries = saved.items() if isinstance(saved, dict) else ()
    return {p: sums for p, sums in entries if isinstance(sums, str) and _is_inside(folder, p)}


def _save_manifest(folder: Path, manifest: Mapping[str, str]) -> None:
    text = json.dumps(dict(sorted(manifest.items())), indent=0) + "\n"
    if _file_checksum(folder / MANIFEST) != checksum(text.encode()):
        write_atomically(folder / MANIFEST, text.encode(), durable=False)


def _foreign_file_finding(path: Path, message: str) -> Finding:
    origin = Origin(source=path.as_posix())
    return Finding(code="foreign-file", severity="error", message=message, origin=origin)
