"""Scripts and styles as browsers take them: the same program, in a fixed order."""

import gzip
import re

import pytest
from build import ENGLISH, ROOT
from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Comment

from generator.model.errors import ReadingListError
from generator.site import assets, resources, search
from generator.site.assets import bundle, bundle_styles, strip_comments
from generator.site.i18n import WORDS_SCRIPT as WORDS
from generator.site.search.script_paths import BOX, STANDALONE_SCRIPTS, WORKER

ASSETS = ROOT / "templates" / "assets"
FILES = resources.read_templates(ROOT / "templates")
BUNDLES = (assets.MAIN_MODULES, assets.FACETS_MODULES, assets.PAPERS_MODULES,
           assets.ENGINE_MODULES)  # fmt: skip
BEFORE_THE_FIRST_KEY = 5000  # bytes, compressed


def paths(kind: str) -> list[str]:
    """The package's assets of a kind."""
    return sorted(path for path in FILES if path.endswith(f".{kind}"))


def tokens(script: str) -> list[str]:
    """What a script is made of, without space between."""
    found = JavascriptLexer().get_tokens_unprocessed(script)
    texts = (text.strip() for _, kind, text in found if Comment not in kind.split())
    return [text for text in texts if text]


@pytest.mark.parametrize(
    ("script", "stripped"),
    [
        ('// Why.\nconst a = "// b" // c\n  // d\nlet e\n', 'const a = "// b"\nlet e\n'),
        ("const a = `x\n// kept\n\n/* kept */`\n", "const a = `x\n// kept\n\n/* kept */`\n"),
        ("a = `${b // gone\n}\n// kept ${`\n// kept`}\n// kept`\n",
         "a = `${b\n}\n// kept ${`\n// kept`}\n// kept`\n"),
        ("a = /[/*]/ /*gone*/\nb = c / d // gone\n", "a = /[/*]/\nb = c / d\n"),
        ("if (a) /b\\//.exec(c)\nd(/* gone */ e)\n", "if (a) /b\\//.exec(c)\nd( e)\n"),
        ("return /* two\nlines */ a\n", "return\n a\n"),  # the line break ends the statement
        ("a\n\n  b\n", "a\n\n  b\n"),
    ],
)  # fmt: skip
def test_comments_go_and_texts_stay(script: str, stripped: str) -> None:
    assert strip_comments(script) == stripped


@pytest.mark.slow
@pytest.mark.parametrize("path", paths("js"))
def test_without_comments_a_script_is_the_same_program(path: str) -> None:
    stripped = strip_comments(FILES[path])
    assert tokens(stripped) == tokens(FILES[path])
    assert not re.search(r"^\s*//", stripped, re.MULTILINE)


def test_a_bundle_gives_each_module_a_scope_of_its_own() -> None:
    text = bundle(
        ["assets/a.js", "assets/b/c.js"],
        {
            "assets/a.js": "// Why.\n\nconst hidden = 1\nconst shown = 2\n\nexport {shown}\n",
            "assets/b/c.js": 'import {shown} from "../a.js"\n\nconst hidden = shown\n',
        },
    )
    assert text == (
        '(() => {\n"use strict"\nconst $a = (() => {\nconst hidden = 1\nconst shown = 2\n'
        "return {shown}\n})()\n;(() => {\nconst {shown} = $a\nconst hidden = shown\n})()\n})()\n"
    )


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ('import {b} from "./b.js"\n', "imports assets/b.js, which does not come before it"),
        ('import {b} from "./a.js"\n', "imports 'b' from assets/a.js, which does not export it"),
        ('import b from "./a.js"\n', "cannot be bundled"),
        ("export const b = 1\n", "cannot be bundled"),
    ],
)
def test_a_module_that_cannot_be_bundled_is_an_error(script: str, message: str) -> None:
    files = {"assets/a.js": "const a = 1\n\nexport {a}\n", "assets/c.js": script}
    with pytest.raises(ReadingListError, match=message):
        bundle(tuple(files), files)


def test_every_script_and_style_is_in_a_manifest() -> None:
    named = {path for manifest in BUNDLES for path in manifest} | {WORDS, *STANDALONE_SCRIPTS}
    assert {WORDS, *STANDALONE_SCRIPTS} == set(assets.SEPARATE_SCRIPTS)
    assert set(paths("js")) == named
    assert set(paths("css")) == set(assets.STYLES)
    for manifest in (*BUNDLES, assets.STYLES):
        assert len(set(manifest)) == len(manifest)


@pytest.mark.parametrize("path", ["assets/papers/own.js", "assets/style/own.css"])
def test_a_part_that_no_manifest_names_is_refused(path: str) -> None:
    assets.refuse_unknown_assets([*FILES, "assets/own.js", "assets/reading-list.css"])
    with pytest.raises(ReadingListError, match=f"{path} is not part of any script"):
        assets.refuse_unknown_assets([*FILES, path])


def test_styles_are_joined_in_the_order_of_the_manifest() -> None:
    named = {path: f"{path}\n" for path in reversed(assets.STYLES)}
    assert bundle_styles(named).split() == [*assets.STYLES]


def test_a_part_of_the_style_begins_and_ends_with_a_rule_or_comment() -> None:
    for path in assets.STYLES:
        text = FILES[path]
        assert text == text.strip() + "\n", path
        assert text.count("{") == text.count("}"), path


def test_what_the_search_loads_before_the_first_key_is_light() -> None:
    pages = {page.path: page.text for page in search.search_files([], FILES, ENGLISH)}
    weight = sum(len(gzip.compress(pages[path].encode())) for path in (BOX, WORKER))
    assert weight <= BEFORE_THE_FIRST_KEY * 0.8  # a fifth is for what a server says about files
