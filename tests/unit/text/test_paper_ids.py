"""Which papers people mean by what they paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.paper_ids import PaperId, find_mentions, find_paper_id, has_only_ids

GPIPE = PaperId(kind="arxiv", id="1811.06965")
PIPEDREAM = PaperId(kind="doi", id="10.1145/3341301.3359646")
KIM = PaperId(kind="doi", id="10.1016/0004-3702(81)90024-2")
ACL = PaperId(kind="acl", id="2020.acl-main.1")
NOTE = PaperId(kind="openreview", id="rJ4km2R5t7")
PMID = PaperId(kind="pubmed", id="31209238")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1811.06965", GPIPE),
        ("arXiv:1811.06965v3", GPIPE),
        (" <https://arxiv.org/pdf/1811.06965v2.pdf> ", GPIPE),
        ("https://huggingface.co/papers/1811.06965", GPIPE),
        ("https://ar5iv.labs.arxiv.org/html/1811.06965", GPIPE),
        ("https://www.alphaxiv.org/abs/1811.06965v1", GPIPE),
        ("https://doi.org/10.48550/arXiv.1811.06965", GPIPE),
        ("10.1145/3341301.3359646", PIPEDREAM),
        ("https://dl.acm.org/doi/abs/10.1145/3341301.3359646", PIPEDREAM),
        ("doi:10.1016/0004-3702(81)90024-2", KIM),
        ("https://aclanthology.org/2020.acl-main.1/", ACL),
        ("https://www.aclweb.org/anthology/2020.acl-main.1.pdf", ACL),
        ("https://openreview.net/forum?id=rJ4km2R5t7&noteId=x", NOTE),
        ("https://openreview.net/pdf?id=rJ4km2R5t7", NOTE),
        ("https://pubmed.ncbi.nlm.nih.gov/31209238/", PMID),
        ("https://www.ncbi.nlm.nih.gov/pubmed/31209238", PMID),
        ("PMID: 31209238", PMID),
        ("31209238", None),
        ("GPipe: Efficient Training", None),
        ("https://huggingface.co/papers/today", None),
        ("https://openreview.net/forum?id=../x", None),
        ("https://example.org/pubmed/31209238", None),
        ("https://aclanthology.org/venues/acl/", None),
        ("https://[::1", None),
        ("", None),
        ("10.1145/" + "x" * 500, None),
    ],
)
def test_a_text_that_names_a_paper(text: str, expected: PaperId | None) -> None:
    assert find_paper_id(text) == expected
    if expected:
        assert find_paper_id(str(expected)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1811.06965, 10.1145/3341301.3359646; PMID:31209238", (GPIPE, PIPEDREAM, PMID)),
        ("- [GPipe](https://arxiv.org/abs/1811.06965), and more.", (GPIPE,)),
        ("3. See (doi:10.1016/0004-3702(81)90024-2).", (KIM,)),
        ("We read arXiv: 1811.06965v2 and again arXiv:1811.06965.", (GPIPE,)),
        ('<a href="https://openreview.net/forum?id=rJ4km2R5t7">Paper</a>', (NOTE,)),
        ("**https://arxiv.org/abs/1811.06965**", (GPIPE,)),
        ("In version 1811.06965 of the data", ()),
        ("Pages of https://example.org/10.1145/x are not DOIs", ()),
        ("Titles only", ()),
    ],
)
def test_identifiers_in_a_line(line: str, expected: tuple[PaperId, ...]) -> None:
    (mention,) = find_mentions(line)
    assert mention.ids == expected


def test_mentions_have_their_lines() -> None:
    found = find_mentions("\n1811.06965\n\nA title\n")
    assert [(each.line, each.text, each.ids) for each in found] == [
        (2, "1811.06965", (GPIPE,)), (4, "A title", ())
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1811.06965\n* https://doi.org/10.1145/3341301\n", True),
        ("1811.06965 10.1145/3341301\n", True),
        ("1811.06965\nA title\n", False),
        ("---\n", False),
        ("", False),
        ("@article{a, doi = 10.1145/3341301}", False),
    ],
)
def test_a_text_of_identifiers_alone(text: str, *, expected: bool) -> None:
    assert has_only_ids(text) == expected


@given(st.text())
def test_any_text_is_searched(text: str) -> None:
    for mention in find_mentions(text):
        assert all(find_paper_id(str(each)) == each for each in mention.ids)
    has_only_ids(text)
