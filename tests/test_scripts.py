"""Scripts as browsers take them: light, and the same program."""

import gzip
from pathlib import Path

import pytest
from build import ENGLISH, ROOT

from generator.site import resources, search
from generator.site.assets import bare, joined
from generator.site.search.script_paths import BOX, WORKER

SCRIPTS = sorted((ROOT / "templates" / "assets").rglob("*.js"))
BEFORE_THE_FIRST_KEY = 5000  # bytes, compressed


def test_comments_stay_with_the_source() -> None:
    script = '// Why.\nconst a = "// b" // c\n  // d\nlet e\n'
    assert bare(script) == 'const a = "// b" // c\nlet e\n'
    assert "Why" not in joined([script])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_no_line_of_a_text_is_taken_for_a_comment(path: Path) -> None:
    kept, within = path.read_text("utf-8"), 0
    for line in kept.splitlines():
        if line.lstrip().startswith("//"):
            assert not within, line
        else:
            within ^= line.replace("\\`", "").count("`") % 2


def test_what_the_search_loads_before_the_first_key_is_light() -> None:
    found = {page.path: page.text for page in search.pages(
        [], resources.templates(ROOT / "templates"), ENGLISH)}  # fmt: skip
    weight = sum(len(gzip.compress(found[path].encode())) for path in (BOX, WORKER))
    assert weight <= BEFORE_THE_FIRST_KEY * 0.8  # a fifth is for what a server says about files
