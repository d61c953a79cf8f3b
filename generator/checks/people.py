"""Checks of `people.yml`."""

from collections.abc import Iterator, Mapping

from generator.checks.base import Check, Problem
from generator.model import Catalog, Paper, Person
from generator.text.authors import PersonIndex, bylines, spelling_identity
from generator.text.identifiers import is_orcid
from generator.text.name_spellings import name_key
from generator.text.sanitize import link_problem


def _quoted(text: str) -> str:
    return repr(text[:60])


def _places(person: Person) -> Iterator[tuple[str, str]]:
    """The spellings of a person, each with its place."""
    yield "name", person.name
    yield from ((f"aliases.{i}", alias) for i, alias in enumerate(person.aliases))


def _bad_orcids(catalog: Catalog) -> Iterator[Problem]:
    seen: dict[str, Person] = {}
    for person in catalog.people:
        place = person.origin("orcid")
        if person.orcid and not is_orcid(person.orcid):
            yield (
                place,
                (
                    f"{_quoted(person.orcid)} is not an ORCID iD: write its 16 digits without address, "
                    "0000-0002-1825-0097. The last one is a checksum"
                ),
            )
        elif person.orcid in seen:
            yield (
                place,
                (
                    f"{_quoted(seen[person.orcid].name)} (line {seen[person.orcid].origin().line}) has "
                    "this ORCID iD. Make the two one, with all spellings as aliases"
                ),
            )
        if person.orcid:
            seen.setdefault(person.orcid, person)


def _bad_homepages(catalog: Catalog) -> Iterator[Problem]:
    for person in catalog.people:
        url = person.homepage
        if url and (not url.startswith("https://") or link_problem(url)):
            why = link_problem(url) or "it does not begin with https://"
            yield person.origin("homepage"), f"{_quoted(url)} is not a homepage: {why}"


def _ambiguous_spellings(catalog: Catalog) -> Iterator[Problem]:
    index = PersonIndex(catalog)
    for person in catalog.people:
        for where, spelling in _places(person):
            identity = spelling_identity(spelling)
            others = [each for each in index.find_all(identity) if not each.papers]
            earlier = others[0] if others and others[0] is not person else None
            if identity in index.excluded[id(person)]:
                yield person.origin(where), f"{_quoted(spelling)} is under `not`, too. Remove one"
            elif earlier and not person.papers:
                yield (
                    person.origin(where),
                    (
                        f"{_quoted(spelling)} is a spelling of {_quoted(earlier.name)} (line "
                        f"{earlier.origin().line}), too. Remove one, or list the `papers` of one of "
                        "the two people"
                    ),
                )


def _shared_papers(catalog: Catalog) -> Iterator[Problem]:
    owners: dict[tuple[str, str], Person] = {}
    for person in catalog.people:
        for identity in dict.fromkeys(map(spelling_identity, person.spellings)):
            for i, paper in enumerate(person.papers):
                other = owners.setdefault((identity, paper), person)
                if other is not person:
                    yield (
                        person.origin(f"papers.{i}"),
                        (
                            f"{_quoted(paper)} is a paper of the other {_quoted(other.name)} (line "
                            f"{other.origin().line}), too. Remove one"
                        ),
                    )


def _foreign_papers(catalog: Catalog) -> Iterator[Problem]:
    if not any(person.papers for person in catalog.people):
        return
    papers: Mapping[str, Paper] = {
        id_: paper for paper in catalog.papers for id_ in (*paper.aliases, paper.id)
    } | dict(catalog.by_id)
    for person in catalog.people:
        own = {*map(spelling_identity, person.spellings)}
        for i, id_ in enumerate(person.papers):
            if id_ not in papers:
                yield person.origin(f"papers.{i}"), f"{_quoted(id_)} is not a paper of the list"
            elif own.isdisjoint(name_key(name).identity for name in bylines(papers[id_])):
                yield (
                    person.origin(f"papers.{i}"),
                    (
                        f"no author of {_quoted(id_)} has one of these spellings. Add the one that it has as "
                        "an alias, or remove the paper"
                    ),
                )


def _unused_spellings(catalog: Catalog) -> Iterator[Problem]:
    if not catalog.people:
        return
    used = {name_key(name).identity for paper in catalog.papers for name in bylines(paper)}
    for person in catalog.people:
        if used.isdisjoint(map(spelling_identity, person.spellings)):
            yield (
                person.origin(),
                (
                    f"no paper has an author {_quoted(person.name)}. Correct the spelling, or remove it"
                ),
            )
            continue
        others = (
            *((f"aliases.{i}", alias) for i, alias in enumerate(person.aliases)),
            *((f"not.{i}", spelling) for i, spelling in enumerate(person.excludes)),
        )
        for where, spelling in others:
            if spelling_identity(spelling) not in used:
                yield (
                    person.origin(where),
                    (
                        f"no paper has an author {_quoted(spelling)}. Correct the spelling, or remove it"
                    ),
                )


CHECKS = (
    Check(code="bad-orcid", severity="error", run=_bad_orcids,
          summary="An ORCID iD in `people.yml` has a right checksum, and one person has it."),
    Check(code="bad-homepage", severity="error", run=_bad_homepages,
          summary="A homepage in `people.yml` is an address with https."),
    Check(code="ambiguous-person", severity="error", run=_ambiguous_spellings,
          summary="A spelling in `people.yml` is one person's, or `papers` tells them apart."),
    Check(code="shared-paper", severity="error", run=_shared_papers,
          summary="People of one name in `people.yml` have different `papers`."),
    Check(code="not-an-author", severity="error", run=_foreign_papers,
          summary="The `papers` of a person in `people.yml` are in the list and have that author."),
    Check(code="unused-spelling", severity="warning", run=_unused_spellings,
          summary="The spellings in `people.yml` are those of authors."),
)  # fmt: skip
