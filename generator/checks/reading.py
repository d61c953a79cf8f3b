"""The findings of reading files of the list, before any check runs (see `generator.store`)."""

from collections.abc import Mapping

READING_SUMMARIES: Mapping[str, str] = {
    "conflict-marker": "No markers of a merge conflict are left.",
    "no-papers": "The folder of the papers exists.",
    "no-vocabulary": "The vocabulary has topics if papers name some.",
    "yaml-syntax": "The file is valid YAML.",
    "yaml-tag": "No YAML tag such as `!!python/name` sets another type.",
    "yaml-alias": "No YAML alias: every value is written out.",
    "joined-lines": "No line becomes part of the text above it by mistake.",
    "hash-comment": "No ` #` makes the end of a text a comment.",
    "latex-escape": "No LaTeX command in double quotes is read as an escape.",
    "not-utf8": "The file is UTF-8 text.",
    "not-a-file": "Every paper is a regular file, in no folder of its own.",
    "unknown-list": "Every folder of papers is that of a list that mkdocs.yml names.",
    "empty-list": "Every list that mkdocs.yml names has papers.",
    "duplicate-id": "No two papers have the same id, in whichever lists they are.",
    "too-large": "No file, text or list is far larger than any paper needs.",
    "unreadable": "Every file can be read.",
    "unfinished-write": "No command was interrupted while it wrote to the list.",
    "edited-since": "No file was edited between an interrupted command and the next one.",
    "unknown-key": "Every key is a field of the file, spelled correctly.",
    "duplicate-key": "No key appears twice.",
    "missing-field": "Required fields are there and not empty.",
    "wrong-type": "A field's value has the field's shape.",
    "empty-item": "No list has empty items.",
    "bad-date": "Dates are written YYYY-MM-DD, or YYYY-MM or YYYY where allowed, and exist.",
    "bad-status": "A status is one of the known ones.",
    "bad-choice": "A type or publication status is one of the known ones.",
    "bad-id": "Ids are lower-case letters, digits and hyphens; files are named `<id>.yml`.",
    "duplicate-topic": "Every topic of the vocabulary has its own id.",
}
