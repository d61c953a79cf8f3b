"""The list, or a part of it, in the formats of other programs; nothing is written.

Citation keys are those of the whole list, so a paper has the same key in every export.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.model import Catalog, Paper
from generator.site.formats.biblatex import biblatex_entry
from generator.site.formats.bibtex import bibliography, complete_bibtex_entry
from generator.site.formats.csl import complete_csl_json, join_csl_json
from generator.site.formats.csv_table import csv_table
from generator.site.formats.json_list import json_list
from generator.site.formats.ris import complete_ris_record
from generator.text.citation_keys import citation_keys

_Keys = Mapping[str, str]
_ONE_BY_ONE: Mapping[str, tuple[Callable[[Paper, str], str], Callable[[Iterable[str]], str]]] = {
    "bibtex": (complete_bibtex_entry, bibliography),
    "biblatex": (biblatex_entry, bibliography),
    "ris": (complete_ris_record, "\n".join),
    "csl-json": (complete_csl_json, join_csl_json),
}
_WHOLE: Mapping[str, Callable[[Iterable[Paper], _Keys], str]] = {
    "csv": csv_table,
    "json": json_list,
}
FORMATS = (*_ONE_BY_ONE, *_WHOLE)


def export_text(catalog: Catalog, papers: Sequence[Paper], form: str) -> str:
    """Papers of a catalog as one file in one of `FORMATS`, in the given order."""
    keys = citation_keys(catalog)
    if form in _WHOLE:
        return _WHOLE[form](papers, keys)
    write, join = _ONE_BY_ONE[form]
    return join(write(paper, keys[paper.id]) for paper in papers)
