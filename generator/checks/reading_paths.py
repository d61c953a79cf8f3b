"""Checks of reading paths."""

from collections.abc import Iterator

from generator.checks.base import Check, Problem
from generator.checks.neighbours import unknown_paper_flaw
from generator.model import Catalog, Exclusion, ReadingPath
from generator.text.characters import one_line
from generator.text.did_you_mean import Shortlist
from generator.text.sentences import MARKUP, sentence_flaw
from generator.text.slugs import comparison_key

MAX_NAME_CHARACTERS = 100
MAX_WHY_CHARACTERS = 600  # of a path; its steps have one sentence each


def _unknown_steps(catalog: Catalog) -> Iterator[Problem]:
    if not catalog.paths:
        return
    ids_by_alias = {alias: paper.id for paper in catalog.papers for alias in paper.aliases}
    removed = {alias: each for each in catalog.excluded for alias in each.aliases}
    known = Shortlist(catalog.by_id)
    for path in catalog.paths:
        for where, step in path.places():
            origin = path.origin(f"{where}.paper")
            if step.paper in removed and step.paper not in catalog.by_id:
                yield origin, _removed_paper(step.paper, removed[step.paper])
            elif flaw := unknown_paper_flaw(step.paper, catalog, ids_by_alias, known):
                yield origin, f"{step.paper[:60]!r} {flaw}"


def _removed_paper(id_: str, exclusion: Exclusion) -> str:
    place = f"{exclusion.origin.source}:{exclusion.origin.line or 1}"
    reason = one_line(exclusion.reason)[:200].rstrip(".")
    return f"{id_!r} was removed from the list ({place}: {reason}). Remove the step"


def _repeated_steps(catalog: Catalog) -> Iterator[Problem]:
    for path in catalog.paths:
        seen: dict[str, int] = {}
        for where, step in path.places():
            origin = path.origin(f"{where}.paper")
            if step.paper in seen:
                line = seen[step.paper]
                yield origin, f"{step.paper[:60]!r} is in this path already (line {line}). Keep one"
            seen.setdefault(step.paper, origin.line or 1)


def _bad_texts(catalog: Catalog) -> Iterator[Problem]:
    names: dict[str, ReadingPath] = {}
    for path in catalog.paths:
        for where, limit in ("name", MAX_NAME_CHARACTERS), ("why", MAX_WHY_CHARACTERS):
            if flaw := _text_flaw(getattr(path, where), limit):
                yield path.origin(where), f"the {where} of the path {flaw}"
        for where, step in path.places():
            if flaw := sentence_flaw(step.why):
                yield path.origin(f"{where}.why"), f"the sentence about {step.paper!r} {flaw}"
        other = names.setdefault(comparison_key(path.name), path)
        if other is not path:
            message = f"{path.name[:60]!r} is the name of {other.origin().source}, too"
            yield path.origin("name"), f"{message}. Tell them apart"


def _text_flaw(text: str, max_characters: int) -> str:
    if not text.strip():
        return "has no visible characters. Write it"
    if "\n" in text.strip():
        return "has several lines. Write it as one paragraph"
    if len(text) > max_characters:
        return f"has {len(text)} characters, more than {max_characters}. Shorten it"
    if MARKUP.search(text):
        return "has markup, which is shown as it is written. Write plain text"
    return ""


CHECKS = (
    Check(code="unknown-step", severity="error", run=_unknown_steps,
          summary="A step of a reading path is a paper of the list."),
    Check(code="repeated-step", severity="error", run=_repeated_steps,
          summary="A reading path has each paper once."),
    Check(code="bad-path", severity="error", run=_bad_texts,
          summary="The texts of a reading path are short and plain, and its name is its own."),
)  # fmt: skip
