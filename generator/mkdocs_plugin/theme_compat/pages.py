"""Changes of a page that the theme has rendered, except in the content a person wrote."""

import re

from markupsafe import Markup

from generator.mkdocs_plugin.theme_compat.early_script import CONFIG_CALL
from generator.site.search.script_paths import BOX, WORKER

_CONFIG_ELEMENT = 'id="__config"'  # the element that tells the theme's script where its worker is
_VERBATIM_TAGS = "pre|script|style|textarea"  # elements where white space counts
_VERBATIM = re.compile(rf"<({_VERBATIM_TAGS})\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_VERBATIM_TAG = re.compile(rf"<({_VERBATIM_TAGS})\b|</({_VERBATIM_TAGS})>", re.IGNORECASE)
_HEAD_ELEMENT = re.compile(r"<(?:meta|link)\b", re.IGNORECASE)
# The attribute with which Material leaves an element out of its search; HTML has no such one.
_SEARCH_EXCLUDE = re.compile(r"data-search-exclude(?:=\"\")?(?=[\s/>])")
_TAG_BEFORE = re.compile(r"(<[a-z][\w-]*(?:\s+[\w:-]+(?:=\"[^\"]*\")?)*)\s+")
_PRE_TEXT = re.compile(r"<pre>([^<\n][^<]*)</pre>")
_HARMLESS_REFERENCE = re.compile(  # of ASCII punctuation other than &, < and >
    r"&#(?:10|3[2-79]|[45]\d|6[134]|9[1-6]|12[3-6]);"
)
_CHARACTERS = {f"&#{code};": chr(code) for code in range(128)}
_PERMALINK = '<a class="headerlink" '  # as Python-Markdown's extension `toc` writes it
_WARNING = Markup(
    '<p role="alert" style="background:#b00020;color:#fff;margin:0;padding:1em;position:relative;'
    'z-index:9">{}</p>'
)


def patch_theme_html(html: str, mark: str, content: str = "") -> str:
    """Remove dangling labels and unnecessary white space that the theme's templates leave.

    Args:
        html: The page, in which what patched templates print is marked.
        mark: The secret attribute that `patch_environment` returned.
        content: The part that a person wrote, which stays as it is; empty if there is none.

    Returns:
        The page. Where its content is not found, because a plugin has changed it, white space
        stays as it is.
    """
    if f'{mark} id="__toc"' not in html:
        html = html.replace(f'{mark} for="__toc"', "")
    if not content:
        return collapse_line_breaks(html)
    before, found, after = html.partition(content)
    return f"{collapse_line_breaks(before)}{found}{collapse_line_breaks(after)}" if found else html


def collapse_line_breaks(html: str) -> str:
    """Line breaks without the white space around them, except in elements where it counts.

    Before elements of the head even the line break is unnecessary. Saves a fifth of a page.
    """
    pieces, place = [], 0
    for match in _VERBATIM.finditer(html):
        pieces += [_collapse_lines(html[place : match.start()]), match[0]]
        place = match.end()
    return "".join((*pieces, _collapse_lines(html[place:])))


def _collapse_lines(html: str) -> str:
    if "\n" not in html:
        return html
    first, *lines, last = html.split("\n")
    kept = [first.rstrip(), *filter(None, map(str.strip, lines)), last.lstrip()]
    if not _HEAD_ELEMENT.search(html):
        return "\n".join(kept)
    return kept[0] + "".join(
        line if _HEAD_ELEMENT.match(line) else f"\n{line}" for line in kept[1:]
    )


def is_closed_html(html: str, prefix: str = "<") -> bool:
    """Whether line breaks can be collapsed in some HTML without looking at what is around it.

    Args:
        html: A part of a page.
        prefix: How it must begin; an element of the head needs to be named.
    """
    if html != html.strip() or not html.startswith(prefix):
        return False
    if prefix == "<" and _HEAD_ELEMENT.match(html):
        return False
    opened = ""
    for match in _VERBATIM_TAG.finditer(html):
        start, end = (match[1] or "").lower(), (match[2] or "").lower()
        if not opened:
            opened = start
        elif opened == end:
            opened = ""
    return not opened


def hide_permalinks(html: str) -> str:
    """Content whose links beside headings are for the mouse only.

    They are not read as part of the headings, and the Tab key does not stop at them.
    """
    return html.replace(_PERMALINK, f'{_PERMALINK}aria-hidden="true" tabindex="-1" ')


def slim_list_content(html: str) -> str:
    """The content of a page of the list without what only Markdown and the theme's search need.

    These pages are excluded from the theme's search as a whole. Once Markdown has been rendered,
    braces and quotes in `<pre>` need not be character references.
    """
    html = _without_search_exclusions(html)
    return _PRE_TEXT.sub(
        lambda text: _HARMLESS_REFERENCE.sub(lambda found: _CHARACTERS[found[0]], text[0]), html
    )


def _without_search_exclusions(html: str) -> str:
    pieces, place = [], 0
    for match in _SEARCH_EXCLUDE.finditer(html):
        start = html.rfind("<", place, match.start())
        if start >= 0 and (tag := _TAG_BEFORE.fullmatch(html, start, match.start())):
            pieces.append(html[place : tag.end(1)])
            place = match.end()
    return "".join((*pieces, html[place:]))


def starts_search(html: str) -> bool:
    """Whether a page starts this project's search instead of the theme's."""
    _, is_called, after = html.rpartition(CONFIG_CALL)
    if is_called:
        return f'{BOX}"' in after
    after = html.rpartition(_CONFIG_ELEMENT)[2]
    return _CONFIG_ELEMENT in html and f'{WORKER}"' in after and f'{BOX}"' in after


def add_warning(html: str, text: str) -> str:
    """A page of a preview with a warning at its top; a preview has no policy against its style."""
    warning = str(_WARNING.format(text))
    shown, count = re.subn(r"<body\b[^>]*>", lambda body: body[0] + warning, html, count=1)
    return shown if count else warning + html
