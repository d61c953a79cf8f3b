"""Topics and excluded papers edited in their files: what people wrote stays, byte for byte."""

from dataclasses import replace

import pytest

from generator.model import Exclusion, Topic
from generator.model.errors import ReadingListError
from generator.store.patch_items import patch_exclusions, patch_topics
from generator.store.vocabulary import read_exclusions, read_topics

TOPICS = """\
# The vocabulary

# Systems
- id: caches  # of values
  name: 'Caches'
  group: Systems
  description: What is kept.
  keywords: [cache, kv cache]

- id: gpus
  name: GPUs
  group: Systems
  description: Hardware.

# Others
- id: proofs
  name: Proofs
  group: Others
  description: Proofs.
"""
NEW = Topic(id="new", name="New", group="Others", description="New ones.")


def topics() -> tuple[Topic, ...]:
    """The topics of the text."""
    return read_topics(TOPICS, "topics.yml")[0]


def test_fields_of_a_topic_change_and_all_else_stays() -> None:
    first, *others = topics()
    changed = replace(first, id="stores", name="Stores", keywords=("cache", "store"))
    assert patch_topics(TOPICS, topics(), (changed, *others)) == (
        TOPICS.replace("- id: caches ", "- id: stores ").replace("'Caches'", "Stores")
        .replace("kv cache]", "store]")
    )  # fmt: skip


def test_a_topic_is_removed_and_another_added() -> None:
    first, _, last = topics()
    text = patch_topics(TOPICS, topics(), (first, last, NEW))
    assert text == (
        TOPICS.replace(TOPICS[TOPICS.index("- id: gpus") : TOPICS.index("# Others")], "")
        + "- id: new\n  name: New\n  group: Others\n  description: New ones.\n"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "- title: T\n  reason: R\n"),
        ("# none yet", "# none yet\n- title: T\n  reason: R\n"),
        ("[]\n", "- title: T\n  reason: R\n"),
        ("  - title: A  # that\n    reason: B\n",
         "  - title: A  # that\n    reason: B\n  - title: T\n    reason: R\n"),
        ("[{title: A, reason: B}] # c\n",
         "- title: A\n  reason: B\n# c\n- title: T\n  reason: R\n"),
    ],
)  # fmt: skip
def test_an_exclusion_is_added_in_any_layout(text: str, expected: str, newline: str) -> None:
    text, expected = text.replace("\n", newline), expected.replace("\n", newline)
    before, _ = read_exclusions(text, "excluded.yml")
    edited = patch_exclusions(text, before, (*before, Exclusion(title="T", reason="R")))
    assert edited == (expected if "\n" in text else expected.replace("\r\n", "\n"))


def test_a_layout_that_cannot_be_edited_is_refused() -> None:
    text = "? title: A\n"
    with pytest.raises(ReadingListError, match="cannot be edited"):
        patch_exclusions(text, (), (Exclusion(title="T", reason="R"),))


def test_the_only_item_is_removed() -> None:
    text = "# Left out\n\n- title: A\n  reason: B\n"
    before, _ = read_exclusions(text, "excluded.yml")
    assert patch_exclusions(text, before, ()) == "# Left out\n"
    assert patch_exclusions("- title: A\n  reason: B\n", before[:1], ()) == ""
