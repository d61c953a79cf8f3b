"""What hand-written pages can link to besides pages."""

FORM_REFERENCE = "[suggest-a-paper]"


def add_form_address(markdown: str, form: str) -> str:
    """A page in which `[a link][suggest-a-paper]` leads to the form to suggest a paper.

    Args:
        markdown: the page. It may define the reference, for sites whose form is not known.
        form: the URL of the form; empty if it is not known.
    """
    if not form or FORM_REFERENCE not in markdown:
        return markdown
    return f"{markdown}\n\n{FORM_REFERENCE}: {form}\n"  # Markdown takes the last definition
