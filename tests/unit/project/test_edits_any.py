"""Edits of any list: it has no new error, and everything that was not meant stays."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from build import by, errors, on
from hypothesis import assume, given
from hypothesis import strategies as st

from generator import checks, store
from generator.model import Catalog, Edit, Exclusion, Link, Paper, Source, Topic
from generator.model.errors import ReadingListError
from generator.project.editing.merging import merge_papers
from generator.project.editing.outcome import edited_catalog
from generator.project.editing.papers import rename_paper
from generator.project.editing.removal import remove_papers
from generator.project.editing.topics import merge_topics, rename_topic
from generator.store.dump import dump_exclusion, dump_topic
from generator.store.patch_items import patch_exclusions, patch_topics
from generator.store.vocabulary import read_exclusions, read_topics

IDS = ["alpha", "beta", "gamma", "delta"]
TOPIC_IDS = ["caches", "gpus", "proofs"]
some = st.lists
FIELDS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({
    "related": some(st.sampled_from(IDS), unique=True).map(tuple),
    "topics": some(st.sampled_from(TOPIC_IDS), unique=True).map(tuple),
    "tags": some(st.sampled_from(["lora", "kv cache"]), unique=True).map(tuple),
    "note": st.sampled_from(["", "Read it.", "Read it.\n\nThen again."]),
    "venue": st.sampled_from(["", "ICML", "ICLR"]),
    "pages": st.sampled_from(["", "1-9"]),
    "authors": st.sampled_from([by(), by("Ada Lovelace"), by("Alan Turing")]),
    "published": st.sampled_from([None, on(2018, 11)]),
    "links": st.sampled_from([(), (Link(kind="code", url="https://github.com/a/b"),)]),
    "recommended": st.booleans(),
    "sources": some(st.sampled_from(["a.json", "b.json"]), unique=True).map(
        lambda names: tuple(Source(file=name, reader="json") for name in names)
    ),
})  # fmt: skip


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A list without errors, some of whose papers and topics had other ids before."""
    ids = draw(some(st.sampled_from(IDS), unique=True, min_size=2))
    papers = []
    for number, id_ in enumerate(sorted(ids)):
        fields = draw(FIELDS)
        fields["related"] = tuple(i for i in fields["related"] if i in ids and i != id_)
        title = f"{id_.title()} and the others"
        arxiv = draw(st.sampled_from(["", f"1811.0696{number}"]))
        aliases = draw(st.sampled_from([(), (f"old-{id_}",)]))
        papers.append(Paper(id=id_, title=title, arxiv=arxiv, aliases=aliases, **fields))
    topics = tuple(
        Topic(id=id_, name=id_.title(), group="All", description=f"About {id_}.",
              keywords=draw(st.sampled_from([(), ("cache", id_)])),
              excludes=draw(st.sampled_from([(), ("cache", "shop")])),
              aliases=draw(st.sampled_from([(), (f"old-{id_}",)])))
        for id_ in TOPIC_IDS
    )  # fmt: skip
    excluded = draw(st.sampled_from([(), (Exclusion(title="Left out", reason="So."),)]))
    # As they are read from files: with their places.
    topics, _ = read_topics("".join(map(_item, map(dump_topic, topics))), "topics.yml")
    excluded, _ = read_exclusions("".join(map(_item, map(dump_exclusion, excluded))), "e.yml")
    catalog = Catalog(papers=tuple(papers), topics=topics, excluded=excluded)
    assume(not errors(checks.run(catalog)))
    return catalog


def _item(text: str) -> str:
    return "- " + text.rstrip("\n").replace("\n", "\n  ") + "\n"


def remove(catalog: Catalog, first: str, second: str) -> Edit:
    """Remove a paper, and let its address lead to another one or not."""
    redirect_to = second if catalog.by_id[first].recommended else ""
    return remove_papers(catalog, [first], "It is wrong.", redirect_to)


EDITS: dict[str, Callable[[Catalog, str, str], Edit]] = {
    "mv": lambda catalog, first, _: rename_paper(catalog, first, "new-id"),
    "rm": remove,
    "merge": merge_papers,
    "merge --force": lambda catalog, keep, drop: merge_papers(catalog, keep, drop, force=True),
    "topics rename": lambda catalog, *_: rename_topic(catalog, "caches", "new-id"),
    "topics merge": lambda catalog, *_: merge_topics(catalog, "caches", "gpus"),
}


@pytest.mark.slow
@given(catalogs(), st.sampled_from(list(EDITS)))
def test_no_edit_makes_an_error_and_each_file_says_what_is_meant(
    catalog: Catalog, name: str
) -> None:
    first, second = list(catalog.by_id)[:2]
    try:
        edit = EDITS[name](catalog, first, second)
    except ReadingListError:
        return
    after = edited_catalog(catalog, edit)
    assert errors(checks.run(after)) == []
    old_ids = {new: old for old, new in edit.renamed.items()}
    for paper in edit.papers:
        old = catalog.by_id[old_ids.get(paper.id, paper.id)]
        text = store.patch_paper(store.dump_paper(old), old, paper)
        assert text == store.dump_paper(paper)
    topics = "".join(map(_item, map(dump_topic, catalog.topics)))
    assert read_topics(patch_topics(topics, catalog.topics, after.topics), "")[0] == after.topics
    excluded = "".join(map(_item, map(dump_exclusion, catalog.excluded)))
    excluded = patch_exclusions(excluded, catalog.excluded, after.excluded)
    assert read_exclusions(excluded, "")[0] == after.excluded
    named = {id_ for paper in after.papers for id_ in paper.related}
    assert named <= after.by_id.keys()
    gone = catalog.by_id.keys() - after.by_id.keys()
    aliases = {alias for paper in after.papers for alias in paper.aliases}
    aliases |= {alias for exclusion in after.excluded for alias in exclusion.aliases}
    assert gone <= aliases


@pytest.mark.slow
@given(catalogs())
def test_two_renames_restore_all_but_aliases(catalog: Catalog) -> None:
    first = next(iter(catalog.by_id))
    there = edited_catalog(catalog, rename_paper(catalog, first, "new-id"))
    back = edited_catalog(there, rename_paper(there, "new-id", first))
    paper = catalog.by_id[first]
    expected = replace(paper, aliases=(*paper.aliases, "new-id"))
    assert back == replace(catalog, papers=tuple(
        expected if each.id == first else each for each in catalog.papers
    ))  # fmt: skip
