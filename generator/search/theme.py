"""Where the theme names its search worker: there our own takes its place."""

import re

FOLDER = "assets/search"
WORKER = f"{FOLDER}/worker.js"
LOCAL = f"{FOLDER}/local.js"
_WORKER = re.compile(
    r'(?<="search": ")([^"]*?)assets/javascripts/workers/search\.\w+\.min\.js(?=")'
)
# What Material's offline plugin has pages load from another host, for a worker in pages opened as
# files: `local.js` does that too.
_SHIM = "https://unpkg.com/iframe-worker/shim"


def started(html: str) -> tuple[str, bool]:
    """A page of the theme that starts our worker, and whether it does."""
    html, count = _WORKER.subn(rf"\g<1>{WORKER}", html)
    return html, count > 0


def local(script: str) -> str:
    """The address of a script that pages load early; ours for the offline plugin's."""
    return LOCAL if script == _SHIM else script
