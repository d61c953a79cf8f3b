"""What hand-written pages can link to besides pages."""

from generator.site.views.paper_list import LIST_PAGE

FORM_REFERENCE = "[suggest-a-paper]"


def add_form_address(markdown: str, page: str, form: str) -> str:
    """A page in which `[a link][suggest-a-paper]` leads to the form to suggest a paper.

    Without a known form, it leads where the page itself defines, or else to the page of all papers.

    Args:
        markdown: the page. Letter case does not count in references.
        page: the path of the page.
        form: the URL of the form; empty if it is not known.
    """
    if FORM_REFERENCE not in markdown.lower():
        return markdown
    if form:  # Markdown takes the last definition
        return f"{markdown}\n\n{FORM_REFERENCE}: {form}\n"
    root = "../" * page.count("/")
    return f"{FORM_REFERENCE}: {root}{LIST_PAGE}\n\n{markdown}"
