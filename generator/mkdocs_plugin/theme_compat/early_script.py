"""What Material's scripts do before a page is shown, as one file instead of on every page.

They define functions for settings in the reader's browser, and apply the chosen colours. A call
where Material has its script applies them, before anything is painted. The script also keeps
Material from taking feeds for translations of the site. The file also has markup
that is the same on all pages (`shared_markup.py`). All calls are one text, so that the policy of a
page needs one hash; `data-part` says what is called.
"""

import re
from pathlib import Path

from mkdocs.theme import Theme

CALL = "self.readingListPart?.()"
CONFIG_CALL = f'data-part="config">{CALL}</script>'  # where the theme has its settings
EARLY_SCRIPT = "assets/early.js"
BASE_TEMPLATE = "partials/javascripts/base.html"
PALETTE_TEMPLATE = "partials/javascripts/palette.html"
BASE_PATTERN = re.compile(
    r"""
    <script>__md_scope=new[ ]URL\(
    "\{\{[ ]config\.extra\.scope[ ]\|[ ]d\(base_url\)[ ]\}\}",location\),
    (?P<code>__md_hash=.*?)
    </script>
    """,
    re.VERBOSE | re.DOTALL,
)
PALETTE_PATTERN = re.compile(r"<script>(?P<code>var palette=.*?)</script>", re.DOTALL)
_RESTORE = "__md_restore_palette"
# Pages opened as files may not preload fonts, and browsers complain.
_PRELOAD = (
    'location.protocol=="file:"||document.head.append(Object.assign(document.createElement("link"),'
    '{rel:"preload",as:"font",crossOrigin:"",href:new URL("%s",__md_scope).href}))\n'
)
# Material takes each `link[rel=alternate]` for the site in another language, and asks for its sitemap.
# Feeds and Markdown have a type, which translations do not have: the space hides them from that
# selector until Material has looked. With instant navigation it looks at each page, before any script
# can hide them: such pages have the space in their HTML.
_HIDE_FEEDS = """{
  const hidden = []
  const hide = link => {
    if (!link.matches?.("link[rel=alternate][type]")) return
    link.rel += " "
    hidden.push(link)
  }
  const observer = new MutationObserver(changes => changes.forEach(each => each.addedNodes.forEach(hide)))
  observer.observe(document.head, {childList: true})
  addEventListener("load", () => {
    observer.disconnect()
    for (const link of hidden) link.rel = "alternate"
  })
}
"""
# A site with a scope of its own keeps settings for another address, which this script cannot know.
BASE_REPLACEMENT = (
    r"{% if config.extra.scope %}\g<0>{% else %}"
    rf"""<script src="{{{{ '{EARLY_SCRIPT}' | url }}}}"></script>{{% endif %}}"""
)
PALETTE_REPLACEMENT = (
    r"{% if config.extra.scope %}\g<0>{% else %}"
    rf"""<script data-part="colors">{CALL}</script>{{% endif %}}"""
)


def early_script(theme: Theme, font: str = "") -> str:
    """The text of the file; empty if the theme has another script where this one is loaded.

    Args:
        theme: The theme.
        font: The path of the font of titles, which pages should load early; empty for none.
    """
    base = BASE_PATTERN.search(_source(theme, BASE_TEMPLATE))
    palette = PALETTE_PATTERN.search(_source(theme, PALETTE_TEMPLATE))
    if not base:
        return ""
    scope = f'__md_scope=new URL("..",document.currentScript.src),{base["code"]};\n'
    restore = f"{_RESTORE}=()=>{{{palette['code']}}}\n" if palette else ""
    return scope + _HIDE_FEEDS + restore + (_PRELOAD % font if font else "")


def _source(theme: Theme, name: str) -> str:
    paths = (Path(folder, name) for folder in theme.dirs)
    return next((path.read_text("utf-8", "replace") for path in paths if path.is_file()), "")
