"""Where the theme names its search worker: there our own takes its place."""

import re

FOLDER = "assets/search"
WORKER = f"{FOLDER}/worker.js"
LOCAL = f"{FOLDER}/local.js"
BOX, BESIDE = f"{FOLDER}/box.js", f"{FOLDER}/beside.js"
PAGE = (
    WORKER,
    LOCAL,
    BOX,
    BESIDE,
)  # scripts that are files of their own, and no part of the engine
WORKER_ALSO = ("assets/facets/choosing.js", "assets/facets/counting.js")  # what it has of others
_WORKER = re.compile(
    r'(?<="search": ")([^"]*?)assets/javascripts/workers/search\.\w+\.min\.js(?=")'
)
_BUNDLE = re.compile(r'(<script[^>]* src="([^"]*?)assets/javascripts/bundle\.\w+\.min\.js")')
# What Material's offline plugin has pages load from another host, for a worker in pages opened as
# files: `local.js` does that too.
_SHIM = "https://unpkg.com/iframe-worker/shim"


def started(html: str) -> tuple[str, bool]:
    """A page of the theme that starts our worker, and whether it does.

    `box.js` runs before the theme's own script: it sees the worker being started.
    """
    html, count = _WORKER.subn(rf"\g<1>{WORKER}", html)
    if count:
        html = _BUNDLE.sub(rf'<script src="\g<2>{BOX}"></script>\g<1>', html, count=1)
    return html, count > 0


def local(script: str) -> str:
    """The address of a script that pages load early; ours for the offline plugin's."""
    return LOCAL if script == _SHIM else script
