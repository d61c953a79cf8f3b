"""What hand-written pages can link to besides pages."""

from markdown import markdown

from generator.mkdocs_plugin.own_pages import add_form_address

FORM = "https://github.com/a/b/issues/new?template=paper.yml"
PAGE = "[Suggest it][suggest-a-paper].\n\n[suggest-a-paper]: papers/index.md\n"


def test_a_page_links_to_the_form_for_suggestions() -> None:
    assert f'<a href="{FORM}">Suggest it</a>' in markdown(add_form_address(PAGE, FORM))


def test_without_a_known_form_the_definition_of_the_page_counts() -> None:
    assert '<a href="papers/index.md">Suggest it</a>' in markdown(add_form_address(PAGE, ""))


def test_a_page_without_the_reference_stays_as_it_is() -> None:
    assert add_form_address("Text.\n", FORM) == "Text.\n"
