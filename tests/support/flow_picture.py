"""The README's picture: a source, the reviewed file that an import makes of it, and its page.

Nothing in it is made up: the import runs, and the page is of the built site.
"""

import html
import subprocess
from base64 import b64encode
from pathlib import Path

from command import PROGRAM
from playwright.sync_api import Browser

WIDTH, HEIGHT = 1288, 626
PAGE_WIDTH = 372  # of the page inside of the picture: a phone's
SOURCE = """\
@inproceedings{huang2019gpipe,
  title     = {{GPipe}: Efficient Training
    of Giant Neural Networks using
    Pipeline Parallelism},
  author    = {Huang, Yanping and Cheng,
    Youlong and Bapna, Ankur and Firat,
    Orhan and Chen, Dehao and Chen, Mia
    and Lee, HyoukJoong and Ngiam, Jiquan
    and Le, Quoc V. and Wu, Yonghui and
    Chen, Zhifeng},
  booktitle = {NeurIPS},
  year      = {2019},
  eprint    = {1811.06965},
  archivePrefix = {arXiv},
  abstract  = {Scaling up deep neural
    network capacity has been known as an
    effective approach to improving model
    quality for several different machine
    learning tasks. We introduce GPipe, a
    pipeline parallelism library that
    allows scaling any network that can be
    expressed as a sequence of layers.}
}
"""
REMOVED = "  - parallelism library\n"  # the reviewer's change: a tag that fits no other paper, and
ADDED = """\
recommended: true
takeaway: >-
  Any network that is a sequence of layers can be split over several accelerators…
"""
SHOWN_AUTHORS, HIDDEN_AUTHORS = "  - Youlong Cheng\n", "  - Zhifeng Chen\n"

STYLE = """
:root { color-scheme: SCHEME;
  --ground: light-dark(#fdfcf9, #15171c); --ink: light-dark(#1b1b1f, #eceae4);
  --quiet: light-dark(#5b5953, #a9a79f); --line: light-dark(#d9d4ca, #363a44);
  --new: light-dark(#e3f4e5, #17301f); --gone: light-dark(#fbe5e1, #3d1f1d); }
* { box-sizing: border-box; margin: 0; }
body { display: grid; grid-template-columns: 358px 388px 374px; gap: 60px; padding: 24px 24px 0;
  width: 1288px; height: 626px; overflow: hidden; background: var(--ground); color: var(--ink);
  font: 15px/1.5 "DejaVu Sans", sans-serif; }
section { position: relative; min-width: 0; }
h2 { font: 600 22px/1.2 Titles, serif; }
p { height: 42px; margin: 4px 0 12px; color: var(--quiet); font-size: 14px; line-height: 1.4; }
pre, img { height: 508px; border: 1px solid var(--line); border-bottom: 0; overflow: hidden; }
pre { padding: 10px 0; font: 13px/1.62 "DejaVu Sans Mono", monospace; white-space: pre; }
pre span { display: block; padding: 0 12px; overflow: hidden; text-overflow: ellipsis; }
pre .new { background: var(--new); }
pre .gone { background: var(--gone); }
pre i { display: block; padding: 7px 12px; color: var(--quiet);
  font: 13px/1.4 "DejaVu Sans", sans-serif; }
img { display: block; width: 374px; object-fit: cover; object-position: top; }
section + section::before { position: absolute; top: 300px; left: -44px; color: var(--quiet);
  font-size: 28px; line-height: 1; content: "\\2192"; }
"""


def imported(folder: Path, paper: str) -> str:
    """The file that an import of `SOURCE` makes in a list, which then has it."""
    (folder / "papers" / paper).unlink()
    (folder / "gpipe.bib").write_text(SOURCE, "utf-8")
    subprocess.run([*PROGRAM, "import", "--quiet", "gpipe.bib"], cwd=folder, check=True)
    return (folder / "papers" / paper).read_text("utf-8")


def reviewed(text: str) -> str:
    """The file as HTML: what the import wrote, and what a reviewer changed."""
    before, shown, after = text.partition(SHOWN_AUTHORS)
    hidden, last, after = after.partition(HIDDEN_AUTHORS)
    assert shown, "the import has changed: choose other lines"
    assert last
    assert REMOVED in after
    authors = f"  … {hidden.count(chr(10)) + 1} more\n"
    after = after.partition("abstract:")[0]
    kept = before + shown + authors + after.replace(REMOVED, "")
    return (
        _lines("+", "new", kept)
        + "<i>A reviewer: not a tag, and what should one take from it?</i>"
        + _lines("-", "gone", REMOVED)
        + _lines("+", "new", ADDED)
    )


def flow_picture(browser: Browser, file: str, page: bytes, font: bytes, scheme: str) -> bytes:
    """The picture in a palette.

    Args:
        browser: What draws it.
        file: The file, as `reviewed` gives it.
        page: A picture of the paper's page in the same palette.
        font: The font of titles.
        scheme: `light` or `dark`.
    """
    face = f"@font-face {{ font-family: Titles; src: url({_data('font/woff2', font)}) }}"
    panels = (
        ("Your sources", "BibTeX, Zotero, awesome lists, tables, links",
         f"<pre>{_lines('', '', SOURCE)}</pre>"),
        ("A file, reviewed",
         "<code>import</code> suggests topics and tags, people correct them in a pull request",
         f"<pre>{file}</pre>"),
        ("A page", "found, filtered, cited and read by everybody else",
         f'<img src="{_data("image/png", page)}">'),
    )  # fmt: skip
    parts = (f"<section><h2>{h}</h2><p>{p}</p>{shown}</section>" for h, p, shown in panels)
    style = face + STYLE.replace("SCHEME", scheme)
    view = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1.5)
    view.set_content(f"<!doctype html><style>{style}</style>{''.join(parts)}")
    view.evaluate("document.fonts.ready.then(() => null)")
    picture = view.screenshot()
    view.close()
    return picture


def _lines(sign: str, kind: str, text: str) -> str:
    return "".join(
        f'<span class="{kind}">{f"{sign} " if sign else ""}{html.escape(line)}</span>'
        for line in text.splitlines()
    )


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"
