"""`llms.txt` and `llms-full.txt`: the list for programs that read text."""

import re

from build import by, on, paper

from generator.model import Catalog, Link, Topic
from generator.site.llms_txt import llms_full_txt, llms_txt
from generator.site.views.types import Site

SITE = Site(name="A list", url="https://list.org/", description="Of papers.")
TOPIC = Topic(id="t", name="Mixture [MoE]", group="G", description="Routing tokens.")
HOSTILE = paper("A\n# B\n- [x](y)", id="b", abstract="One.\n\n# Two\n- Page: z", note="n\n## C")
CATALOG = Catalog(
    papers=(
        paper("GPipe", authors=by("Jane Doe"), published=on(2018, 11), venue="NeurIPS",
              issued=on(2019), arxiv="1811.06965", topics=("t", "unknown"), tags=("pipelines",),
              links=(Link(kind="code", url="https://example.org/c"),), abstract="Faster."),
        HOSTILE,
    ),
    topics=(TOPIC, Topic(id="empty", name="Empty", group="G", description="No paper.")),
)  # fmt: skip


def url(path: str) -> str:
    """An address on some site."""
    return f"https://list.org/{path}"


def test_llms_txt_names_data_files_topics_and_pages() -> None:
    text = llms_txt(CATALOG, SITE, url)
    assert text.startswith("# A list\n\n> Of papers.\n\n2 papers, 1 topic.\n\n## Data\n\n- [llms-")
    assert (
        "- [Mixture \\[MoE\\]](https://list.org/topics/t.md.txt): Routing tokens (1 paper; "
        "references: https://list.org/topics/t.csl.json)\n"
    ) in text
    assert "Empty" not in text
    assert set(re.findall(r"\]\((.+?)\)", text)) == {
        url(path) for path in ("llms-full.txt", "papers.json", "papers.csl.json", "papers.bib",
                               "papers.ris", "papers.md.txt", "topics/t.md.txt", "papers/index.md",
                               "timeline.md", "tags/index.md", "new/index.md")
    }  # fmt: skip


def test_llms_full_txt_has_what_is_known_of_each_paper() -> None:
    text = llms_full_txt(CATALOG, SITE, url)
    assert (
        "## GPipe\n\n- Page: https://list.org/papers/gpipe.md\n- Authors: Jane Doe\n"
        "- Published: 2018-11\n- Venue: NeurIPS 2019\n"
        "- arXiv: https://arxiv.org/abs/1811.06965\n- Code: https://example.org/c\n"
        "- Topics: Mixture [MoE]\n- Tags: pipelines\n- Abstract: Faster.\n\n"
    ) in text


def test_no_text_of_a_paper_begins_a_line() -> None:
    text = llms_full_txt(Catalog(papers=(HOSTILE,)), SITE, url)
    assert [line.partition(":")[0] for line in text.splitlines() if line] == [
        "# A list", "> Of papers.", "## A # B - [x](y)", "- Page", "- Editors' note", "- Abstract",
    ]  # fmt: skip


def test_a_list_without_papers_has_both_files() -> None:
    assert llms_full_txt(Catalog(), Site(name="A"), url) == "# A\n"
    assert "0 papers, 0 topics." in llms_txt(Catalog(), Site(name="A"), url)
