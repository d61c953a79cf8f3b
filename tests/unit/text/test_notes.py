"""No note ends a build or keeps it waiting: what is too deep or too long is shown as it stands."""

import random
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from build import ROOT, write
from command import run
from fuzz import of_note
from hypothesis import given
from hypothesis import strategies as st
from nesting import LONGEST, UNITS, nested, repeated
from rendering import seen
from work import calls

from generator.text import notes
from generator.text.notes import (
    MAX_DEPTH,
    MAX_LINES,
    MAX_SIGNS,
    link_targets,
    note_html,
    rejection_reason,
)

CPU_SECONDS = 120  # for all of the units below; a fast machine takes ten
DEEP = {
    "ordered lists": "1. " * 3000,
    "lists in lists": "1. - " * 300,
    "quotations": "> " * 9_000,
    "quotations without spaces": ">" * 300,
    "quotations in lists": "- > " * 300,
    "indented lists": "\n".join(f"{'    ' * i}- a" for i in range(60)),
    "indented lists with blank lines": "\n\n".join(f"{'    ' * i}1. a" for i in range(60)),
    "lists indented by tabs": "\n".join("\t" * i + "* a" for i in range(60)),
    "a list in a list that is deep enough": "- a\n" + "    " * 8 + "- - - b",
}


@pytest.mark.parametrize("name", DEEP)
def test_a_note_that_nests_too_deeply_is_shown_as_it_stands(name: str) -> None:
    note = DEEP[name]
    assert f"more than {MAX_DEPTH} levels" in rejection_reason(note)
    rendered = seen(note_html(note))
    assert set(rendered.elements) <= {"p", "br"}
    assert rendered.text == " ".join(note.split())
    assert list(link_targets(note)) == []


@pytest.mark.parametrize(("sign", "most"), MAX_SIGNS.items())
def test_a_note_with_too_many_signs_is_shown_as_it_stands(sign: str, most: int) -> None:
    assert rejection_reason(f"{sign}a " * most) == ""
    assert repr(sign) in rejection_reason(f"{sign}a " * (most + 1))


def test_a_note_with_too_many_lines_is_shown_as_it_stands() -> None:
    assert rejection_reason("a\n" * MAX_LINES) == ""
    assert "lines" in rejection_reason("a\n" * (MAX_LINES + 1))
    assert seen(note_html("    a\n\n- b\n" * MAX_LINES)).text == " ".join(["a - b"] * MAX_LINES)


@pytest.mark.parametrize(
    "note",
    [
        "1. a\n    - b\n        > c\n            1. d\n\n                e",
        "> > > a\n>\n> - b\n>     - c",
        "99999999999999999999. a",
        "    " * 20 + "deeply indented code",
        "- `a` **b *c* d** [e](https://example.org)\n- ![f](g)\n\n***\n\n---\n\nh\n===\n",
        "2 - 1 - 1 - 1 - 1 - 1 - 1 - 1 - 1 - 1 - 1 - 1 - 1 > 0",
        "*_*_*_*_*_*_*_*_*_*_*_*_a",
    ],
)  # fmt: skip
def test_a_note_that_people_write_is_markdown(note: str) -> None:
    assert rejection_reason(note) == ""


def test_a_number_of_many_digits_in_an_address_ends_nothing() -> None:
    digits = "9" * 5000
    for note in (f"[a](https://a.bc/&#{digits};)", f"[a][b]\n\n[b]: https://a.bc/&#{digits};"):
        assert list(link_targets(note)) == ["https://a.bc/\ufffd"]
        assert note_html(note)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_no_nested_note_breaks_what_is_promised_of_notes(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(10):
        of_note(nested(chance))


@pytest.mark.slow
@given(st.lists(st.sampled_from(UNITS), max_size=30).map("".join), st.integers(1, 20))
def test_any_mixture_of_markdown_keeps_what_is_promised_of_notes(note: str, times: int) -> None:
    of_note((note * times)[:LONGEST])


# What has a limit of its own grows faster, up to there.
@pytest.mark.slow
@pytest.mark.parametrize("unit", [unit for unit in UNITS if MAX_SIGNS.keys().isdisjoint(unit)])
def test_a_note_of_twice_the_length_is_about_twice_the_work(unit: str) -> None:
    def work(length: int) -> int:
        notes._unsafe_html.cache_clear()  # noqa: SLF001 - else the second time is free
        return calls(lambda: note_html(repeated(unit, length)))

    work(10)
    assert work(480) < 2.4 * work(240) + 5_000


@pytest.mark.slow
def test_all_units_at_full_length_take_bounded_time() -> None:
    # Regular expressions work within one call, so here only time tells.
    program = (
        "import sys; sys.path[:0] = ['tests/support']\n"
        "from nesting import UNITS, repeated\n"
        "from generator.text.notes import link_targets, note_html\n"
        "for unit in UNITS:\n"
        "    note = repeated(unit)\n"
        "    note_html(note), list(link_targets(note))\n"
        "print('done')\n"
    )

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))

    completed = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, preexec_fn=limit, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert completed.stdout == "done\n", completed.stderr


@pytest.mark.slow
def test_check_says_where_and_the_site_is_built_with_the_text_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = "$" + "x^{" * 200 + "x" + "}" * 200 + "$"
    write(
        tmp_path / "mkdocs.yml",
        "site_name: A list\nplugins: [reading-list]\ntheme: {name: material, font: false}\n"
        "markdown_extensions: [md_in_html, attr_list]\n",
    )
    for name in ("docs", "papers"):
        (tmp_path / name).mkdir()
    write(
        tmp_path / "topics.yml", f"- {{id: t, name: '{deep}', group: G, description: '{deep}'}}\n"
    )
    for number, (name, note) in enumerate(DEEP.items()):
        indented = "".join(f"  {line}\n" for line in note.splitlines())
        write(tmp_path / "papers" / f"p{number}.yml",
              f"title: 'Paper {number} of {name}'\nnote: |2\n{indented}topics: [t]\n")  # fmt: skip
    write(tmp_path / "papers" / "evil.yml", f"title: 'Evil {deep}'\nabstract: 'Evil {deep}'\n"
          f"authors: ['{deep}']\nvenue: '{deep}'\ntags: ['{deep}']\ntopics: [t]\n")  # fmt: skip
    monkeypatch.chdir(tmp_path)
    stdout = run("check").stdout
    for number in range(len(DEEP)):
        assert f"papers/p{number}.yml:2:7: warning[bad-note] the note nests lists" in stdout
    assert "papers/evil.yml:1:8: warning[bad-formula] the formula 'x^{x^{" in stdout
    assert stdout.count("[bad-formula]") == 6  # of a topic, two texts at one place
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    completed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert completed.returncode == 0, completed.stderr
    page = (tmp_path / "site" / "papers" / "p0" / "index.html").read_text("utf-8")
    assert "1. 1. 1. 1." in seen(page).text
    evil = (tmp_path / "site" / "papers" / "evil" / "index.html").read_text("utf-8")
    assert "x^{x^{x^{" in seen(evil).text
