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


def _named(person: Person) -> str:
    """A person as other places of the file name it."""
    return f"{_quoted(person.name)} (line {person.origin().line})"


def _bad_orcids(catalog: Catalog) -> Iterator[Problem]:
    owners: dict[str, Person] = {}
    for person in catalog.people:
        if not person.orcid:
            continue
        other = owners.setdefault(person.orcid, person)
        if not is_orcid(person.orcid):
            message = (
                f"{_quoted(person.orcid)} is not an ORCID iD: write its 16 digits without address, "
                "0000-0002-1825-0097. The last one is a checksum"
            )
            yield person.origin("orcid"), message
        elif other is not person:
            message = (
                f"{_named(other)} has this ORCID iD. Make the two one, with all spellings as "
                "aliases"
            )
            yield person.origin("orcid"), message


def _bad_homepages(catalog: Catalog) -> Iterator[Problem]:
    for person in catalog.people:
        url = person.homepage
        problem = link_problem(url) if url else ""
        if url and not problem and not url.startswith("https://"):
            problem = "it does not begin with https://"
        if problem:
            yield person.origin("homepage"), f"{_quoted(url)} is not a homepage: {problem}"


def _ambiguous_spellings(catalog: Catalog) -> Iterator[Problem]:
    index = PersonIndex(catalog)
    for person in catalog.people:
        aliases = ((f"aliases.{i}", alias) for i, alias in enumerate(person.aliases))
        for where, spelling in (("name", person.name), *aliases):
            identity = spelling_identity(spelling)
            owners = [each for each in index.find_all(identity) if not each.papers]
            if identity in index.excluded[id(person)]:
                message = f"{_quoted(spelling)} is under `not`, too. Remove one"
                yield person.origin(where), message
            elif not person.papers and owners[0] is not person:
                message = (
                    f"{_quoted(spelling)} is a spelling of {_named(owners[0])}, too. Remove one, "
                    "or list the `papers` of one of the two people"
                )
                yield person.origin(where), message


def _shared_papers(catalog: Catalog) -> Iterator[Problem]:
    owners: dict[tuple[str, str], Person] = {}
    for person in catalog.people:
        for identity in dict.fromkeys(map(spelling_identity, person.spellings)):
            for i, paper in enumerate(person.papers):
                other = owners.setdefault((identity, paper), person)
                if other is not person:
                    message = f"{_quoted(paper)} is a paper of {_named(other)}, too. Remove one"
                    yield person.origin(f"papers.{i}"), message


def _foreign_papers(catalog: Catalog) -> Iterator[Problem]:
    if not any(person.papers for person in catalog.people):
        return
    papers: Mapping[str, Paper] = {
        **{alias: paper for paper in catalog.papers for alias in paper.aliases},
        **catalog.by_id,
    }
    for person in catalog.people:
        own = {*map(spelling_identity, person.spellings)}
        for i, id_ in enumerate(person.papers):
            place = person.origin(f"papers.{i}")
            if id_ not in papers:
                yield place, f"{_quoted(id_)} is not a paper of the list"
            elif own.isdisjoint(name_key(name).identity for name in bylines(papers[id_])):
                message = (
                    f"no author of {_quoted(id_)} has one of these spellings. Add the one that it "
                    "has as an alias, or remove the paper"
                )
                yield place, message


def _unused_spellings(catalog: Catalog) -> Iterator[Problem]:
    if not catalog.people:
        return
    used = {name_key(name).identity for paper in catalog.papers for name in bylines(paper)}
    for person in catalog.people:
        for where, spelling in _needed_spellings(person, used):
            if spelling_identity(spelling) not in used:
                message = (
                    f"no paper has an author {_quoted(spelling)}. Correct the spelling, or "
                    "remove it"
                )
                yield person.origin(where), message


def _needed_spellings(person: Person, used: set[str]) -> Iterator[tuple[str, str]]:
    """The spellings that papers must have: one of a person's, and each that is listed besides."""
    if used.isdisjoint(map(spelling_identity, person.spellings)):
        yield "name", person.name
    yield from ((f"aliases.{i}", alias) for i, alias in enumerate(person.aliases))
    yield from ((f"not.{i}", spelling) for i, spelling in enumerate(person.excludes))


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
