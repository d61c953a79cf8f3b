"""A preview that builds again gives what a first build gives, whatever was edited before."""

# ruff: noqa: SLF001 - what is kept is private

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from building import WITHOUT_CARDS, fixture_papers, write_list
from cases import THOROUGH, some_of
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from mkdocs.commands import build as build_module
from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from generator.mkdocs_plugin.fast_build import frames, last_build, last_site
from generator.site import resources, template_renderer
from generator.site.compiled_templates import CompiledTemplates
from generator.site.formats import bibtex_values
from generator.store import cache as store_cache

pytestmark = pytest.mark.slow
GUIDE = (
    "# Guide\n\n## One\n\n[two](two.md#there), [paper](papers/{paper}.md)\n\n!!! note\n\n    N.\n"
)
TWO = "---\ntitle: Second\n---\n\n## There\n\nBack to [One](guide.md#one).\n"


class Preview:
    """The builds of one preview, in this process, as MkDocs' server starts them."""

    url: str | None = "http://127.0.0.1:8000/"

    def __init__(self, root: Path, site: Path) -> None:
        self.root, self.site = root, site
        self.config: MkDocsConfig | None = self._load()
        command = "serve" if self.url else "build"
        self.config.plugins.on_startup(command=command, dirty=False)  # type: ignore[arg-type]
        self.plugin: Any = self.config.plugins["reading-list"]

    def build(self) -> Mapping[str, bytes]:
        """Build once; the files by path."""
        config, self.config = self.config or self._load(), None
        build(config, serve_url=self.url)
        paths = (path for path in self.site.rglob("*") if path.is_file())
        return {path.relative_to(self.site).as_posix(): path.read_bytes() for path in paths}

    def show(self, *papers: Path) -> bool:
        """Make the pages of changed papers before the next build, if that is possible."""
        return bool(self.plugin._show_papers(papers))

    def _load(self) -> MkDocsConfig:
        any_port = "127.0.0.1:0"  # that of the settings may be busy on this machine
        return load_config(
            str(self.root / "mkdocs.yml"), site_dir=str(self.site), dev_addr=any_port
        )


class Command(Preview):
    """One `mkdocs build`, in this process; what it leaves is in a file."""

    url = None


def first_build(
    root: Path, site: Path, kind: type[Preview] = Preview, *, cache: str = ""
) -> Mapping[str, bytes]:
    """What a new preview builds, without anything that this process has kept.

    It has an empty cache, too, or one in a folder.
    """
    kept_plugins: dict[str, object] = dict(MkDocsConfig._schema)["plugins"].plugin_cache  # type: ignore[attr-defined]
    others = dict(kept_plugins)
    kept_plugins.clear()
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as empty:
        patch.setattr(template_renderer, "_COMPILED", CompiledTemplates())
        patch.setenv("XDG_CACHE_HOME", cache or empty)
        files = kind(root, site).build()
    kept_plugins.clear()
    kept_plugins.update(others)
    return files


def replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    """An edit that replaces a text in a file."""

    def edit(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text, path
        (root / path).write_text(text.replace(old, new), "utf-8")

    return edit


def write(path: str, text: str) -> Callable[[Path], None]:
    """An edit that writes a file."""

    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")

    return edit


def rename(old: str, new: str) -> Callable[[Path], None]:
    """An edit that renames a file."""

    def edit(root: Path) -> None:
        (root / old).rename(root / new)

    return edit


def remove(name: str) -> Callable[[Path], None]:
    """An edit that removes a file or a folder."""

    def edit(root: Path) -> None:
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return edit


PAPERS = dict(list(fixture_papers().items())[:7])
MORE_PAPERS = dict(list(fixture_papers().items())[7:12])
FIRST, SECOND, THIRD, *_, LAST = PAPERS
EDITS = {
    "a word": replace(f"papers/{FIRST}.yml", "abstract: >-\n  ", "abstract: >-\n  Indeed, "),
    "a title": replace(f"papers/{SECOND}.yml", "title: ", "title: Anew "),
    "a hand-written page": replace("docs/two.md", "## There", "Text.\n\n## There"),
    "an anchor that others link to": replace("docs/two.md", "## There", "## Elsewhere"),
    "half of a file": write(f"papers/{THIRD}.yml", "title: [half"),
    "the file again": write(f"papers/{THIRD}.yml", PAPERS[THIRD]),
    "a paper removed that a page links to": remove(f"papers/{LAST}.yml"),
    "a paper added": write(f"papers/{LAST}.yml", PAPERS[LAST]),
    "another topic": replace(f"papers/{FIRST}.yml", "topics:\n", "topics:\n  - theory\n"),
    "a renamed paper": rename(f"papers/{SECOND}.yml", "papers/anew.yml"),
    "an alias": replace(f"papers/{FIRST}.yml", "added:", f"aliases: [{SECOND}]\nadded:"),
    "the vocabulary": replace("topics.yml", "name: Theory &", "name: Proofs &"),
    "a template": write("templates/paper.md.j2", "# {{ view.title }}\n\nMine.\n"),
    "the same template": write("templates/paper.md.j2", "# {{ view.title }}\n\nYours.\n"),
    "no template": remove("templates"),
    "a theme override": write("overrides/main.html",
                              '{% extends "base.html" %}{% block footer %}F{% endblock %}\n'),
    "its setting": replace("mkdocs.yml", "  name: material\n",
                           "  name: material\n  custom_dir: overrides\n"),
    "the override's text": replace("overrides/main.html", "F{%", "G{%"),
    "an override that lists pages": replace(
        "overrides/main.html", "G{%", "{% for file in pages %}{{ file.page.title }} {% endfor %}{%"
    ),
    "a Markdown extension": replace("mkdocs.yml", "  - tables\n", "  - tables\n  - footnotes\n"),
    "the language": replace("mkdocs.yml", "  name: material\n",
                            "  name: material\n  language: de\n"),
    "pages excluded that others link to": replace("mkdocs.yml", "site_name:",
                                                  "exclude_docs: topics/*\nsite_name:"),
    "flat addresses": replace("mkdocs.yml", "site_name:", "use_directory_urls: false\nsite_name:"),
}  # fmt: skip


IDLE = {"a theme override", "a Markdown extension"}  # edits that change no page


def differences(warm: Mapping[str, bytes], cold: Mapping[str, bytes]) -> list[str]:
    return [path for path in sorted(warm.keys() | cold.keys()) if warm.get(path) != cold.get(path)]


def test_each_rebuild_gives_what_a_first_build_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    root = write_list(tmp_path / "list", PAPERS)
    (root / "docs" / "guide.md").write_text(GUIDE.format(paper=LAST), "utf-8")
    (root / "docs" / "two.md").write_text(TWO, "utf-8")
    preview = Preview(root, tmp_path / "warm")
    builds = [first_build(root, tmp_path / "cold")]
    assert differences(preview.build(), builds[0]) == []
    for name, edit in EDITS.items():
        edit(root)
        warm = preview.build()
        if name in some_of(EDITS, 3):
            builds.append(first_build(root, tmp_path / "cold"))
            assert differences(warm, builds[-1]) == [], name
    if THOROUGH:  # otherwise one edit undoes what an edit did that was not compared
        compared = zip(EDITS, pairwise(builds), strict=True)
        assert {name for name, (one, other) in compared if one == other} <= IDLE


def made_pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that MkDocs makes from now on."""
    pages: list[str] = []
    make = build_module._build_page

    def count_page(page: Page, *args: Any, **kwargs: Any) -> None:
        pages.append(page.file.src_uri)
        make(page, *args, **kwargs)

    monkeypatch.setattr(build_module, "_build_page", count_page)
    return pages


class TestBuildAgain:
    """`mkdocs build` takes over pages of the last build, and only what is right."""

    @pytest.fixture
    def root(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        return write_list(tmp_path / "list", PAPERS | MORE_PAPERS, WITHOUT_CARDS)

    def again(self, root: Path) -> Mapping[str, bytes]:
        return first_build(root, root / "site", Command, cache=str(root.parent / "cache"))

    def test_each_build_gives_what_a_build_from_nothing_gives(self, root: Path) -> None:
        self.again(root)
        for name in COMMAND_EDITS:
            EDITS[name](root)
            warm = self.again(root)
            if name in some_of(COMMAND_EDITS, 2):
                cold = first_build(root, root.parent / f"cold {name}", Command)
                assert differences(warm, cold) == [], name

    def test_unchanged_pages_are_not_made_and_edited_ones_are(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = self.again(root)
        pages = made_pages(monkeypatch)
        assert differences(self.again(root), before) == []
        kept = {path.as_posix() for path in PATHS_OF_PAPERS} - {*pages}
        assert len(kept) > len(PATHS_OF_PAPERS) / 2
        edited = min(kept)
        pages.clear()
        replace(edited.replace(".md", ".yml"), "abstract: >-\n  ", "abstract: >-\n  Indeed, ")(root)
        warm = self.again(root)
        assert edited in pages
        assert len(pages) < len(before) / 2
        assert differences(warm, first_build(root, root.parent / "cold", Command)) == []

    def test_a_verbose_build_keeps_pages_and_the_next_one_checks_all_links(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        before = self.again(root)
        pages = made_pages(monkeypatch)
        with caplog.at_level(logging.DEBUG, "mkdocs"):
            assert differences(self.again(root), before) == []
            papers = {path.as_posix() for path in PATHS_OF_PAPERS}
            assert len(papers - {*pages}) > len(papers) / 2
            (root.parent / "cache").rename(root.parent / "cache of others")
            self.again(root)  # notes no links to ids
        pages.clear()
        assert differences(self.again(root), before) == []
        assert papers <= {*pages}

    def test_files_that_were_changed_or_removed_are_made_again(self, root: Path) -> None:
        before = self.again(root)
        pages = sorted((root / "site" / "papers").glob("*/index.html"))
        pages[1].write_text("changed by hand", "utf-8")
        pages[-1].unlink()
        (root / "site" / "papers" / "left.html").write_text("left", "utf-8")
        assert differences(self.again(root), before) == []

    def test_a_build_that_failed_does_no_harm(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = self.again(root)
        with monkeypatch.context() as patch:
            patch.setattr(frames.Frames, "render", None)
            with pytest.raises(TypeError):
                self.again(root)
        assert not [*(root / "site").glob(".*")]
        assert differences(self.again(root), before) == []

    def test_a_cache_of_another_program_or_a_damaged_one_is_ignored(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = self.again(root)
        pages = made_pages(monkeypatch)
        monkeypatch.setattr(last_build, "_LIBRARIES", ("pytest",))
        assert differences(self.again(root), before) == []
        assert {path.as_posix() for path in PATHS_OF_PAPERS} <= {*pages}


COMMAND_EDITS = (
    "a renamed paper", "a theme override", "its setting", "the override's text",
    "an override that lists pages", "pages excluded that others link to",
)  # fmt: skip
PATHS_OF_PAPERS = [Path("papers", f"{id_}.md") for id_ in PAPERS | MORE_PAPERS]
NUMBERS = st.integers(0, 1_000)
MAIN_TEMPLATES = (
    "{% block footer %}F{% endblock %}",
    "{% block announce %}{{ page.title if page }}{% endblock %}",
    "{% block announce %}{% for file in pages %}{{ file.page.title }} {% endfor %}{% endblock %}",
    "{% block announce %}{{ config.site_name }}{% endblock %}",
)
TEMPLATES = ("paper", "topic", "tag", "group", "papers", "health")
FAST = "      fast: true\n"
OPTIONS = (
    ("site_name: ", "site_name: A "),
    ("site_name:", "use_directory_urls: false\nsite_name:"),
    ("  name: material\n", "  name: material\n  language: de\n"),
    ("      permalink: true\n", "      permalink: false\n"),
    ("site_name:", "copyright: Nobody\nsite_name:"),
    ("  - search\n", "  - search\n  - tags\n"),
    (FAST, f"{FAST}      lists:\n        one: One\n        two: Two\n"),
    ("  - reading-list:\n", "  - reading-list:\n      link_color: '#a00000'\n"),
    (FAST, FAST.replace("true", "false")),
)
PEOPLE = (
    "- name: Hao Zhang\n  aliases: [H. Zhang]\n  homepage: https://example.org/hao\n",
    "- name: Hao Zhang\n  not: [H. Zhang]\n",
)


class AnyEdits(RuleBasedStateMachine):
    """A preview while people edit; in the end it must have what a first build gives."""

    is_preview = True

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.root = write_list(self.folder / "list", PAPERS | MORE_PAPERS)
        (self.root / "docs" / "guide.md").write_text(GUIDE.format(paper=LAST), "utf-8")
        (self.root / "docs" / "two.md").write_text(TWO, "utf-8")
        (self.root / "overrides").mkdir()
        replace("mkdocs.yml", "  name: material\n",
                "  name: material\n  custom_dir: overrides\n")(self.root)  # fmt: skip
        replace("mkdocs.yml", "  - reading-list\n", f"  - reading-list:\n{FAST}")(self.root)
        self.unused: list[str] = []
        self.start()

    def start(self) -> None:
        """Build for the first time."""
        self.preview = Preview(self.root, self.folder / "warm")
        self.preview.build()

    def warm(self) -> Mapping[str, bytes]:
        """Build again."""
        return self.preview.build()

    def cold(self) -> Mapping[str, bytes]:
        """Build from nothing."""
        return first_build(self.root, self.folder / "cold")

    def _papers(self) -> list[Path]:
        return sorted((self.root / "papers").rglob("*.yml"))

    def _paper(self, number: int) -> Path:
        paths = self._papers()
        return paths[number % len(paths)]

    def _replace(self, number: int, old: str, new: str) -> None:
        path = self._paper(number)
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
        os.utime(path, (0, 0))  # as if the clock never went on

    @rule()
    def build(self) -> None:
        self.warm()

    @precondition(lambda self: self.is_preview)
    @rule(number=NUMBERS)
    def show_a_paper_first(self, number: int) -> None:
        self.preview.show(self._paper(number))

    @rule(number=NUMBERS, word=st.sampled_from(["Indeed, ", "GPipe ", "*a* <b> $x^2$ "]))
    def edit_an_abstract(self, number: int, word: str) -> None:
        self._replace(number, "abstract: >-\n  ", f"abstract: >-\n  {word}")

    @rule(number=NUMBERS)
    def edit_a_title(self, number: int) -> None:
        self._replace(number, "title: ", "title: Anew ")

    @rule(number=NUMBERS, topic=st.sampled_from(["theory", "reasoning"]))
    def file_under_another_topic(self, number: int, topic: str) -> None:
        self._replace(number, "topics:\n", f"topics:\n  - {topic}\n")

    @rule(number=NUMBERS, tag=st.sampled_from(["attention", "rare", "GPipe"]))
    def tag(self, number: int, tag: str) -> None:
        self._replace(number, "tags:\n", f"tags:\n  - {tag}\n")

    @rule(number=NUMBERS, date=st.sampled_from(["2019-03", "2026-01-02"]))
    def date_anew(self, number: int, date: str) -> None:
        path = self._paper(number)
        lines = path.read_text("utf-8").splitlines(keepends=True)
        dated = (f"published: {date}\n" if line.startswith("published:") else line
                 for line in lines)  # fmt: skip
        path.write_text("".join(dated), "utf-8")

    @rule(number=NUMBERS)
    def recommend(self, number: int) -> None:
        if "recommended:" not in self._paper(number).read_text("utf-8"):
            self._replace(number, "added:", "recommended: true\nadded:")

    @rule(number=NUMBERS)
    def rename(self, number: int) -> None:
        path = self._paper(number)
        path.rename(path.with_name(f"{path.stem}-2.yml"))

    @rule(number=NUMBERS, old=NUMBERS)
    def give_an_alias(self, number: int, old: int) -> None:
        self._replace(number, "added:", f"aliases: [former-{old}]\nadded:")

    @precondition(lambda self: len(self._papers()) > 1)
    @rule(number=NUMBERS)
    def remove(self, number: int) -> None:
        path = self._paper(number)
        self.unused.append(path.read_text("utf-8"))
        path.unlink()

    @precondition(lambda self: self.unused)
    @rule(number=NUMBERS)
    def add(self, number: int) -> None:
        (self.root / "papers" / f"added-{number}.yml").write_text(self.unused.pop(), "utf-8")

    @rule(number=NUMBERS, name=st.sampled_from(["Hao Zhang", "H. Zhang", "Hongyi Zhang"]))
    def add_an_author(self, number: int, name: str) -> None:
        self._replace(number, "authors:\n", f"authors:\n  - {name}\n")

    @rule(number=NUMBERS, folder=st.sampled_from(["one", "two", "."]))
    def move_into_a_list(self, number: int, folder: str) -> None:
        path = self._paper(number)
        (self.root / "papers" / folder).mkdir(exist_ok=True)
        path.rename(self.root / "papers" / folder / path.name)

    @rule(text=st.sampled_from(["", *PEOPLE]))
    def write_people(self, text: str) -> None:
        (self.root / "people.yml").write_text(text, "utf-8")

    @rule(numbers=st.lists(NUMBERS, max_size=3), name=st.sampled_from(["One", "Two"]))
    def write_a_reading_path(self, numbers: list[int], name: str) -> None:
        """Write a path, which may have a paper twice; one without steps is an error."""
        ids = [self._paper(number).stem for number in numbers]
        steps = "".join(f"  - paper: {id_}\n    why: It is {id_[:9]}.\n" for id_ in ids)
        write(f"paths/{name.lower()}.yml", f"name: {name}\nsteps:\n{steps}")(self.root)

    @rule(number=NUMBERS)
    def exclude(self, number: int) -> None:
        """Leave a paper out, whose page says why."""
        text = f"- title: Gone {number}\n  aliases: [gone-{number}]\n  reason: Number {number}.\n"
        (self.root / "excluded.yml").write_text(text, "utf-8")

    @rule(text=st.sampled_from(["", 'home_map = "chart"\n', 'edit_paper = "Correct it"\n']))
    def change_a_word(self, text: str) -> None:
        write("templates/words/en.toml", text)(self.root)

    @rule()
    def change_the_vocabulary(self) -> None:
        text = (self.root / "topics.yml").read_text("utf-8")
        one, other = ("&", "und") if "&" in text else ("und", "&")
        (self.root / "topics.yml").write_text(text.replace(one, other), "utf-8")

    @rule(name=st.sampled_from(TEMPLATES), end=st.sampled_from(["", "Mine.\n", "Yours.\n"]))
    def change_a_template(self, name: str, end: str) -> None:
        """Add a line to one of the templates, or take the package's own again."""
        text = (resources.PACKAGE_TEMPLATES / f"{name}.md.j2").read_text("utf-8")
        path = self.root / "templates" / f"{name}.md.j2"
        write(f"templates/{name}.md.j2", f"{text}\n{end}")(self.root) if end else path.unlink(
            missing_ok=True
        )

    @rule(block=st.sampled_from([*MAIN_TEMPLATES, ""]))
    def override_the_theme(self, block: str) -> None:
        path = self.root / "overrides" / "main.html"
        text = f'{{% extends "base.html" %}}{block}\n'
        path.write_text(text, "utf-8") if block else path.unlink(missing_ok=True)

    @rule(option=st.sampled_from(OPTIONS))
    def change_an_option(self, option: tuple[str, str]) -> None:
        old, new = option
        text = (self.root / "mkdocs.yml").read_text("utf-8")
        changed = text.replace(new, old) if new in text else text.replace(old, new)
        (self.root / "mkdocs.yml").write_text(changed, "utf-8")

    @rule(word=st.sampled_from(["More. ", "[link](guide.md) "]))
    def edit_a_hand_written_page(self, word: str) -> None:
        replace("docs/two.md", "Back to", f"{word}Back to")(self.root)

    def teardown(self) -> None:
        try:
            assert differences(self.warm(), self.cold()) == []
        finally:
            shutil.rmtree(self.folder)


class AnyEditsOfCommands(AnyEdits):
    """`mkdocs build` while people edit: each is a new process, with the cache of the last."""

    is_preview = False
    release = ""  # of the program

    def start(self) -> None:
        """Build for the first time, without social cards, which would take most of the time."""
        replace("mkdocs.yml", FAST, f"{FAST}      social_cards: false\n")(self.root)
        self.warm()

    def warm(self) -> Mapping[str, bytes]:
        """Build again."""
        return self._build("warm", str(self.folder / "cache"))

    def cold(self) -> Mapping[str, bytes]:
        """Build from nothing."""
        return self._build("cold", "")

    def _build(self, site: str, cache: str) -> Mapping[str, bytes]:
        """Build with a release that prints BibTeX in its own way."""
        version, entry = store_cache.code_version, bibtex_values.format_entry
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                store_cache, "code_version", lambda *parts: version(*parts) + self.release
            )
            patch.setattr(
                "generator.site.formats.bibtex.format_entry",
                lambda *of: f"% {self.release}\n{entry(*of)}",
            )
            return first_build(self.root, self.folder / site, Command, cache=cache)

    @rule(release=st.sampled_from(["", "2", "3"]))
    def install_another_release(self, release: str) -> None:
        self.release = release

    @rule(number=NUMBERS)
    def break_the_cache(self, number: int) -> None:
        """Overwrite a part of a file of the cache."""
        paths = sorted(path for path in (self.folder / "cache").rglob("*") if path.is_file())
        path = paths[number % len(paths)]
        data = path.read_bytes()
        place = len(data) * number // 1_001
        path.write_bytes(data[:place] + b"broken" + data[place + 6 :])

    @rule(number=NUMBERS, text=st.sampled_from(["", "changed by hand"]))
    def change_the_site(self, number: int, text: str) -> None:
        """Change or remove a file that the last build has written."""
        paths = sorted(path for path in (self.folder / "warm").rglob("*") if path.is_file())
        path = paths[number % len(paths)]
        path.write_text(text, "utf-8") if text else path.unlink()

    @rule()
    def kill_a_build(self) -> None:
        """Leave what a build leaves that is killed before its end: files aside, and others gone."""
        site = self.folder / "warm"
        aside = site / last_site._FOLDER
        aside.mkdir(exist_ok=True)
        for path in sorted(site.iterdir())[::2]:
            if path != aside:
                path.rename(aside / path.name)


@pytest.mark.parametrize("machine", [AnyEdits, AnyEditsOfCommands])
def test_any_edits_give_what_a_first_build_gives(
    machine: type[AnyEdits], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20 if THOROUGH else 1, stateful_step_count=8 if THOROUGH else 5
        ),
    )
