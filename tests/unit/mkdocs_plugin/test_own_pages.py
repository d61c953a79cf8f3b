"""What hand-written pages can link to besides pages."""

import pytest
from markdown import markdown

from generator.mkdocs_plugin.own_pages import add_form_address

FORM = "https://github.com/a/b/issues/new?template=paper.yml"
LINK = "# About\n\n[Suggest it][suggest-a-paper].\n"
PAGE = f"{LINK}\n[suggest-a-paper]: other.md\n"


@pytest.mark.parametrize("page", [PAGE, LINK, PAGE.replace("suggest-a", "Suggest-A")])
def test_a_page_links_to_the_form_for_suggestions(page: str) -> None:
    assert f'<a href="{FORM}">Suggest it</a>' in markdown(add_form_address(page, "about.md", FORM))


def test_without_a_known_form_the_definition_of_the_page_counts() -> None:
    assert '<a href="other.md">Suggest it</a>' in markdown(add_form_address(PAGE, "about.md", ""))


@pytest.mark.parametrize(
    ("path", "papers"),
    [("about.md", "papers/index.md"), ("a/b.md", "../papers/index.md")],
)
def test_without_either_the_link_leads_to_all_papers(path: str, papers: str) -> None:
    html = markdown(add_form_address(LINK, path, ""))
    assert html == f'<h1>About</h1>\n<p><a href="{papers}">Suggest it</a>.</p>'


def test_a_page_without_the_reference_stays_as_it_is() -> None:
    assert add_form_address("Text.\n", "about.md", FORM) == "Text.\n"
