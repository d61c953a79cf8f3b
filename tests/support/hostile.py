"""A list in which every text of every field is an attack.

The fields come from the tables of the store: a new field is hostile here the day it is added, and
a field of a new kind stops the build of this list until somebody says what is hostile in it.
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import yaml
from building import LIST, ROOT, WITHOUT_CARDS

from generator.store.fields import ORGANIZATION, PAPER, SOURCE, TOPIC, Field

PLAIN = ("date", "partial-date", "flag", "choice")  # kinds of fields that take no text
SECRET = "the-content-of-the-secret-file"  # noqa: S105 - what must not be on any page
RUN = "window.pwned=1"
# Nothing listens at port 1: a request there is seen and fails.
AWAY = "http://127.0.0.1:1/"

ATTACKS = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}><svg onload={RUN}></svg>",
    f'"><svg/onload={RUN}><a b="',
    f"'><img src=x onerror='{RUN}' x='",
    f'" autofocus tabindex="0" onfocus="{RUN}" onmouseover="{RUN}',
    f"' autofocus onfocus='{RUN}' x='",
    f"</title></textarea></style></script></head><body onload={RUN}><script>{RUN}</script>",
    f"</code></pre></p></li></div></article><script>{RUN}</script>",
    f"--><script>{RUN}</script><!-- ]]><script>{RUN}</script>",
    f"&lt;script&gt;{RUN}&lt;/script&gt; &#60;img src=x onerror={RUN}&#62; &amp;lt;b&amp;gt;",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe><iframe src=javascript:{RUN}>",
    (f"<base href={AWAY}><meta http-equiv=refresh content='0;url={AWAY}'><link rel=stylesheet "
     f"href={AWAY}a.css><style>@import '{AWAY}b.css'</style><img src={AWAY}c.png>"),
    f"<form action={AWAY}><button formaction=javascript:{RUN}>press</button></form>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
    (f"<a href=javascript:{RUN}>x</a> [x](javascript:{RUN}) [x]( JaVaScRiPt:{RUN} ) "
     f"<javascript:{RUN}> javascript:{RUN} data:text/html,<script>{RUN}</script>"),
    (f"[x](data:text/html;base64,PHNjcmlwdD4=) [x](vbscript:{RUN}) [x](//away.example) "
     f"[x](file:///etc/passwd) ![x]({AWAY}d.png) <//away.example> vbscript:{RUN} file:///etc/passwd"),
    f"[x][own]\n\n[own]: javascript:{RUN}\n\n![own]\n\n[own]: {AWAY}e.png",
    f'{{: onclick="{RUN}" #own .own }}',
    f'text {{ #own .own onclick="{RUN}" style="position:fixed" }}\n{{: #own onclick={RUN} }}',
    f"# Own heading {{ #own onclick={RUN} }}\n\nOwn heading\n=======\n\n## Own",
    "{{ 7 * 191 }} {% raise %} {# comment #} ${7*191} #{7*191} <%= 7*191 %>",
    "{{ config.extra }} {{ page.url }} {% include 'secret.txt' %} {{ self.__init__ }}",
    '--8<-- "secret.txt"',
    "x\n--8<-- \"secret.txt\"\n\n--8<--\nsecret.txt\n--8<--\n\n;--8<-- 'secret.txt'",
    f"---\ntitle: own\ntemplate: redirect.html\nlocation: javascript:{RUN}\n---\n",
    f"template: redirect.html\nhide: [navigation]\nlocation: {AWAY}\n\nown",
    (f'!!! danger "<script>{RUN}</script>"\n    own\n\n??? note "own"\n    own\n\n'
     '=== "own"\n    own'),
    f"/// html | div.own[onclick={RUN}]\nown\n///\n\n/// admonition | own\nown\n///",
    f"*[canary]: <b onclick={RUN}>own</b>\n\n*[HTML]: own",
    f"own[^own] [^1]\n\n[^own]: <script>{RUN}</script>\n[^1]: own",
    f'<div markdown="1" onclick={RUN}>**own**</div>\n\n<p markdown>**own**</p>',
    f'``` {{.python #own onclick={RUN} title="<b>"}}\nown\n```\n\n~~~html\n<b>own</b>\n~~~',
    "``` mermaid\ngraph LR\n```\n\n    own code\n\n\town code",
    ("`#!python own` :smile: :material-fire: ++ctrl+alt+del++ ==own== {--own--} {++own++} ^^own^^ "
     '~~own~~ H~own~O^own^ $own$ $$own$$ \\(own\\) (c) (tm) --> 1/2 [[own]] [=50% "own"]'),
    "- [ ] own\n- [x] own\n\n1. own\n\n* own\n\n> own\n\n| own | own |\n|:---:|---:|\n| a | b |",
    "own\n:   own\n\n***\n\n___\n\nown  \nown\\\nown",
    f"www.away.example {AWAY} user@away.example #1 @user owner/repo#1",
    f"\u2028\u2029<script>{RUN}</script>\u202e\ufeff\u200b\uff1cscript\uff1e\x85<b>\ttab</b>",
    (f"}}\n\n@misc{{own,\n  title = {{own}},\n"
     f"  note = {{<script>{RUN}</script>}}\n}}\n\\input{{secret.txt}}"),
    f'","text":"</script><script>{RUN}</script>","location":"javascript:{RUN}"}}',
    (f"\\href{{javascript:{RUN}}}{{own}} \\url{{javascript:{RUN}}} \\textbf{{<b onclick={RUN}>}} "
     f"$\\text{{<img src=x onerror={RUN}>}}$ ``<b onclick={RUN}>''"),
    (f"$\\frac{{\\text{{<img src=x onerror={RUN}>}}}}{{\\sqrt{{<b onclick={RUN}>}}}}$ "
     f"$\\href{{javascript:{RUN}}}{{\\sqrt{{own}}}}$ $\\style{{position:fixed}}{{\\sqrt{{own}}}}$ "
     "$\\class{own}{\\sqrt{own}}$ $\\input{secret.txt}\\sqrt{own}$"),
    (f"https://away.example/\"onclick={RUN}//  https://away.example/'><script>{RUN}</script> "
     f"https://away.example/`{{onclick={RUN}}}` https://away.example/](javascript:{RUN})"),
)  # fmt: skip

MARKDOWN = """\
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - meta
  - nl2br
  - tables
  - wikilinks
  - toc: {permalink: true}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.betterem
  - pymdownx.blocks.admonition
  - pymdownx.blocks.details
  - pymdownx.blocks.html
  - pymdownx.blocks.tab
  - pymdownx.caret
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji
  - pymdownx.highlight
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink: {repo_url_shorthand: true, social_url_shorthand: true, user: a, repo: b}
  - pymdownx.mark
  - pymdownx.progressbar
  - pymdownx.snippets: {base_path: [SECRETS], check_paths: false}
  - pymdownx.superfences
  - pymdownx.tabbed
  - pymdownx.tasklist
  - pymdownx.tilde
"""


def canary(number: int) -> str:
    """A word to search for: the attack's own."""
    return f"canary{number}x"


def _value(field: Field, attack: str, word: str) -> object:
    """A field's value as its file says it, hostile wherever the field takes a text."""
    text = f"{word} {attack}"
    shapes: Mapping[str, object] = {
        "line": text,
        "prose": text,
        "lines": [text, attack],
        "links": [
            {kind: address + attack}
            for kind in ("code", "dataset", "project", "other")
            for address in ("", "https://away.example/")
        ],
        "reasons": [{attack: text}],
        "date": "2024-02-03",  # what is no date, count, status or flag is refused: see below
        "day": "2024-02-03",
        "count": 3,
        "flag": True,
        "choice": field.choices[-1] if field.choices else "",
        "names": [
            text,
            {"family": text, "given": attack, "suffix": attack},
            {"literal": text},
        ],
        "partial-date": "2024-02",
        "organization": {f.name: f"{word} {f.name} {attack}" for f in ORGANIZATION},
    }
    if field.kind == "sources":
        return [{each.name: _value(each, attack, word) for each in SOURCE}]
    return shapes[field.kind]


def paper(attack: str, number: int) -> Mapping[str, object]:
    """A paper whose every field says the attack; it is filed under the attack's topic."""
    values = {field.name: _value(field, attack, canary(number)) for field in PAPER}
    return {**values, "topics": [f"topic-{number}", attack]}


def topic(attack: str, number: int) -> Mapping[str, object]:
    """A topic whose every field but the id, which the store refuses, says the attack."""
    values = {field.name: _value(field, attack, canary(number)) for field in TOPIC}
    return {**values, "id": f"topic-{number}"}


def refused(attack: str, number: int) -> Mapping[str, object]:
    """A paper with the attack where only a date, a count, a flag or a choice may stand.

    Attacks take turns with the fields: each is seen, and what the finding says on a page too.
    """
    own: list[dict[str, object]] = [{f.name: attack} for f in PAPER if f.kind in PLAIN]
    nested: list[dict[str, object]] = [{"sources": [{"file": "a", "reader": "b", f.name: attack}]}
            for f in SOURCE if f.kind in ("day", "count")]  # fmt: skip
    wrong = [*own, *nested]
    return {"title": f"Refused {number}", **wrong[number % len(wrong)]}


def write(root: Path) -> None:
    """The list on disk: two papers an attack, so that its tags have pages, and its topic."""
    for name in ("docs", "papers", "secrets"):
        (root / name).mkdir(parents=True)
    (root / "secrets" / "secret.txt").write_text(SECRET, "utf-8")
    shutil.copytree(ROOT / "templates", root / "templates")
    topics = [topic(attack, number) for number, attack in enumerate(ATTACKS)]
    _dump(root / "topics.yml", topics)
    for number, attack in enumerate(ATTACKS):
        for copy in ("a", "b"):
            _dump(root / "papers" / f"paper-{number}-{copy}.yml", paper(attack, number))
        _dump(root / "papers" / f"refused-{number}.yml", refused(attack, number))
    head, _, tail = (LIST / "mkdocs.yml").read_text("utf-8").partition("\nmarkdown_extensions:")
    assert tail
    # In the navigation, so that menus, tabs and footers show hostile titles too.
    listed = [f"papers/paper-{number}-a.md" for number in range(len(ATTACKS))]
    extensions = MARKDOWN.replace("SECRETS", json.dumps(str(root / "secrets")))
    nav = f"nav: {json.dumps(['index.md', *listed, 'topics/topic-0.md'])}"
    (root / "mkdocs.yml").write_text(
        f"{head.replace(*WITHOUT_CARDS)}\nmarkdown_extensions:\n{extensions}\n{nav}\n", "utf-8"
    )


def _dump(path: Path, value: object) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, width=10_000), "utf-8")
