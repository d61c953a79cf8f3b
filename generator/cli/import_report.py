"""The result of an import as text and as JSON data, for the commands that import."""

from dataclasses import asdict
from typing import Any

from generator import project
from generator.checks import report
from generator.ingest.merge import Change
from generator.model import Name
from generator.text.english import plural


def _files(imported: project.ImportResult, *outcomes: str) -> dict[str, None]:
    """The files of the papers with these outcomes, in the order of their entries."""
    changes = imported.proposal.changes
    return dict.fromkeys(change.paper.file_name for change in changes if change.outcome in outcomes)


def file_lines(imported: project.ImportResult) -> list[str]:
    """A line for each file that is new or changed."""
    new, written = _files(imported, "new"), _files(imported, "new", "changed")
    return [f"{'new' if name in new else 'changed'} {name}" for name in written]


def summary(imported: project.ImportResult, *, dry_run: bool) -> str:
    """How many papers are new, changed and unchanged, in one line."""
    changes = imported.proposal.changes
    new, written = _files(imported, "new"), _files(imported, "new", "changed")
    kept = len(_files(imported, "unchanged").keys() - written)
    refused = len(imported.sources.refused_entries)
    summary = (
        f"{plural(len(new), 'paper')} new, {len(written) - len(new)} changed, {kept} unchanged"
    )
    excluded = sum(1 for change in changes if change.outcome == "excluded")
    summary += f", {refused} refused" if refused else ""
    summary += f", {excluded} excluded" if excluded else ""
    return summary + (" (dry run: nothing written)" if dry_run else "")


def undated_line(imported: project.ImportResult) -> str:
    """How many new papers do not say when they were added, and what follows; empty if none."""
    new = _files(imported, "new")
    papers = {change.paper.file_name: change.paper for change in imported.proposal.changes}
    count = sum(not papers[name].added for name in new)
    if not count:
        return ""
    return (
        f'{plural(count, "new paper")} without `added`, which the page "New" and digests leave '
        "out. State the day with --added YYYY-MM-DD, or in the files"
    )


def result_data(imported: project.ImportResult) -> dict[str, Any]:
    """The result as JSON data."""
    parsed_sources = imported.sources.parsed
    changes = (*imported.proposal.changes, *imported.sources.refused_changes())
    days = {parsed.captured for parsed in parsed_sources.values() if parsed.captured}
    day = days.pop().exact_day if len(days) == 1 else None
    return {
        "captured": str(day) if day else None,
        "entries": [_entry_data(change) for change in changes],
        "findings": [report.finding_data(finding) for finding in imported.findings],
        "sources": [
            {"source": source, "captured": str(parsed.captured) if parsed.captured else None,
             "lines": [asdict(line) for line in parsed.lines]}
            for source, parsed in parsed_sources.items()
        ],
    }  # fmt: skip


_TEXT_FIELDS = ("volume", "issue", "pages", "number", "edition", "series", "publisher", "isbn",
                "url", "key", "language", "category", "publication_status")  # fmt: skip


def _name_data(name: Name) -> dict[str, str]:
    return {part: text for part, text in asdict(name).items() if text}


def _entry_data(change: Change) -> dict[str, Any]:
    entry, paper = change.entry, change.paper
    published = entry.published.iso if entry.published and entry.published.year else None
    return {
        "title": entry.title,
        "abstract": entry.abstract,
        "authors": list(entry.authors.texts),
        "authors_incomplete": entry.authors.incomplete,
        "author_names": [_name_data(name) for name in entry.authors],
        "editors": [_name_data(name) for name in entry.editors],
        "type": entry.type,
        "issued": entry.issued.iso if entry.issued else None,
        **{name: getattr(entry, name) or None for name in _TEXT_FIELDS},
        "author_count": entry.author_count,
        "organization": {"handle": entry.organization.handle, "name": entry.organization.name}
        if entry.organization else None,
        "published": published,
        "comments": entry.comments,
        "venue": entry.venue or None,
        "arxiv": entry.arxiv or None,
        "doi": entry.doi or None,
        "links": [{"kind": link.kind, "url": link.url} for link in entry.links],
        "topics": list(paper.topics),
        "tags": list(paper.tags),
        "id": paper.id,
        "file": paper.file_name,
        "outcome": change.outcome,
        "origin": {"source": entry.origin.source, "line": entry.origin.line},
    }  # fmt: skip
