"""A site with several lists: folders of papers, and commands that keep a paper where it is."""

import json
import subprocess
from pathlib import Path

import pytest
from build import write
from command import run

from generator import project, store
from generator.model.errors import ReadingListError, UsageError
from generator.project import Project
from generator.store import transaction

SETTINGS = """\
site_name: Two lists
plugins:
  - reading-list:
      lists:
        vision:
          name: Computer vision
          description: Images.
        systems:
          name: Systems
"""
TOPICS = "- id: moe\n  name: MoE\n  group: G\n  description: About it.\n"
PIPE = "title: GPipe\narxiv: '1811.06965'\ntopics:\n  - moe\n"
PUBLISHED = {"title": "GPipe", "arxiv": "1811.06965", "doi": "10.1145/3341301"}
ENTRY = [{"title": "Tutel", "authors": ["Ann Lee"], "arxiv": "2206.03382"}]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Two lists with a paper each, and a paper that is in none."""
    monkeypatch.chdir(tmp_path)
    for folder in ("vision", "systems"):
        (tmp_path / "papers" / folder).mkdir(parents=True)
    write(tmp_path / "mkdocs.yml", SETTINGS)
    write(tmp_path / "topics.yml", TOPICS)
    write(tmp_path / "papers" / "systems" / "gpipe.yml", PIPE)
    write(tmp_path / "papers" / "vision" / "vit.yml", "title: ViT\nrelated:\n  - gpipe\n")
    write(tmp_path / "papers" / "lone.yml", "title: Lone\n")
    return project.find(tmp_path / "mkdocs.yml")


def files(site: Project) -> list[str]:
    """The paper files of a site, by name."""
    return sorted(path.relative_to(site.papers).as_posix() for path in site.papers.rglob("*.yml"))


def test_papers_are_ordered_by_id_over_all_lists(site: Project) -> None:
    catalog = project.load(site).catalog
    assert [(p.id, p.collection) for p in catalog.papers] == [
        ("gpipe", "systems"), ("lone", ""), ("vit", "vision"),
    ]  # fmt: skip
    assert [(id_, len(papers)) for id_, papers in catalog.by_collection.items()] == [
        ("vision", 1), ("systems", 1),
    ]  # fmt: skip
    assert catalog.by_id["gpipe"].origin("title").source == "papers/systems/gpipe.yml"


def test_a_paper_can_be_added_to_the_folder_of_a_list(site: Project) -> None:
    write(site.root / "mkdocs.yml", "repo_url: https://github.com/a/b\n" + SETTINGS)
    found = project.find(site.root / "mkdocs.yml").site
    assert "/a/b/new/master/papers/vision?" in found.add_to["vision"]
    assert "/a/b/new/master/papers?" in found.add


def test_papers_from_the_cache_know_their_list(site: Project) -> None:
    first, again = project.load(site), project.load(site)
    assert first.catalog == again.catalog


def test_a_folder_that_no_list_has_is_an_error(site: Project) -> None:
    (site.papers / "other").mkdir()
    write(site.papers / "other" / "x.yml", "title: X\n")
    result = run("check")
    assert result.exit_code == 1
    assert "papers/other:1: error[unknown-list]" in result.stderr + result.stdout


def test_a_list_without_papers_is_a_finding(site: Project) -> None:
    (site.papers / "vision" / "vit.yml").unlink()
    found = [f for f in project.load(site).findings if f.code == "empty-list"]
    assert [(f.severity, f.origin.source) for f in found] == [("warning", "mkdocs.yml")]


def test_one_id_in_two_lists_is_an_error_and_nothing_is_edited(site: Project) -> None:
    write(site.papers / "vision" / "gpipe.yml", "title: Another\n")
    loaded = project.load(site)
    assert [f.origin.source for f in loaded.findings if f.code == "duplicate-id"] == [
        "papers/vision/gpipe.yml"
    ]
    assert run("mv", "gpipe", "pipe").exit_code == 1
    assert "vision/gpipe.yml" in files(site)


@pytest.mark.parametrize(
    ("args", "file"),
    [((), "tutel.yml"), (("--list", "vision"), "vision/tutel.yml")],
)
def test_an_import_puts_new_papers_into_the_list(
    site: Project, args: tuple[str, ...], file: str
) -> None:
    write(site.root / "in.json", json.dumps([*ENTRY, PUBLISHED]))
    assert f"new {file}\n" in (result := run("import", "in.json", *args)).stdout, result.output
    assert files(site) == sorted(["systems/gpipe.yml", "lone.yml", "vision/vit.yml", file])
    assert "10.1145/3341301" in (site.papers / "systems" / "gpipe.yml").read_text("utf-8")


def test_the_folder_of_a_list_is_made_for_its_first_paper(site: Project) -> None:
    (site.papers / "vision" / "vit.yml").unlink()
    (site.papers / "vision").rmdir()
    write(site.root / "in.json", json.dumps(ENTRY))
    assert run("import", "in.json", "--list", "vision").exit_code == 0
    assert "vision/tutel.yml" in files(site)


@pytest.mark.parametrize("command", ["import in.json", "add 2206.03382 --offline", "export"])
def test_an_unknown_list_is_one_error_that_names_the_lists(site: Project, command: str) -> None:
    write(site.root / "in.json", json.dumps(ENTRY))
    result = run(*command.split(), "--list", "visoin")
    assert result.exit_code == 2
    assert "vision, systems; did you mean 'vision'?" in result.stderr


def test_edits_keep_a_paper_in_its_list(site: Project) -> None:
    assert (
        "rename papers/systems/gpipe.yml to papers/systems/pipe.yml"
        in run("mv", "gpipe", "pipe").stdout
    )
    assert files(site) == ["lone.yml", "systems/pipe.yml", "vision/vit.yml"]
    assert "- pipe" in (site.papers / "vision" / "vit.yml").read_text("utf-8")
    merged = run("merge", "pipe", "vit", "--force").stdout
    assert "list: pipe stays in systems/pipe.yml; vit was vision/vit.yml" in merged
    assert files(site) == ["lone.yml", "systems/pipe.yml"]
    assert "remove papers/systems/pipe.yml" in run("rm", "pipe", "--reason", "Old.").stdout
    assert files(site) == ["lone.yml"]


def test_files_are_formatted_and_renamed_in_their_folder(site: Project) -> None:
    write(site.papers / "vision" / "Swin T.yml", "title:   Swin\n")
    assert run("check", "--fix").exit_code == 0
    assert run("fmt", "papers/vision").exit_code == 0
    assert (site.papers / "vision" / "swin-t.yml").read_text("utf-8") == "title: Swin\n"
    write(site.papers / "vision" / "G pipe.yml", "title: Twice\n")
    write(site.papers / "G Pipe.yml", "title: Twice\n")
    assert run("check", "--fix").exit_code == 1  # both would be `g-pipe`
    assert "vision/G pipe.yml" in files(site)


def test_a_list_can_be_exported(site: Project) -> None:
    result = run("export", "--format", "json", "--list", "systems")
    assert [each["id"] for each in json.loads(result.stdout)] == ["gpipe"]
    assert site.list_ids == ("vision", "systems")


def test_a_comparison_shows_that_a_paper_moved_to_a_list(site: Project) -> None:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", "-C", str(site.root)]
    write(site.root / "mkdocs.yml", "site_name: One list\n")
    (site.papers / "systems" / "gpipe.yml").rename(site.papers / "gpipe.yml")
    (site.papers / "vision").rename(site.papers / "sight")
    write(site.root / "mkdocs.yml", SETTINGS.replace("vision", "sight"))
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "A"], check=True)
    (site.papers / "gpipe.yml").rename(site.papers / "systems" / "gpipe.yml")
    (site.papers / "sight").rename(site.papers / "vision")
    write(site.root / "mkdocs.yml", SETTINGS)
    changes = json.loads(run("diff", "HEAD", "--format", "json").stdout)
    assert changes["added"] == changes["removed"] == changes["new_findings"] == []
    assert {each["id"]: each["changes"] for each in changes["edited"]} == {
        "gpipe": [{"field": "list", "before": "", "after": "systems"}],
        "vit": [{"field": "list", "before": "sight", "after": "vision"}],
    }


def test_an_interrupted_write_into_a_list_is_read_and_finished(
    site: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise OSError("killed")

    new = {"vision/new.yml": "title: New\n", "systems/gpipe.yml": None}
    with monkeypatch.context() as patched:
        patched.setattr(transaction, "_move", interrupt)
        with pytest.raises(ReadingListError):
            store.commit(site.papers, new)
    assert [*store.list_files(site.papers, site.list_ids)] == [
        "lone.yml", "vision/new.yml", "vision/vit.yml",
    ]  # fmt: skip
    assert [p.collection for p in project.load(site).catalog.papers] == ["", "vision", "vision"]
    store.recover(site.papers, "papers")
    assert files(site) == ["lone.yml", "vision/new.yml", "vision/vit.yml"]


def test_a_list_behind_a_symbolic_link_is_refused(site: Project, tmp_path: Path) -> None:
    (site.papers / "vision").rename(tmp_path / "elsewhere")
    (site.papers / "vision").symlink_to(tmp_path / "elsewhere")
    result = run("check")
    assert result.exit_code == 2
    assert "papers/vision is a symbolic link" in result.stderr


@pytest.mark.parametrize(
    ("lists", "message"),
    [
        ("[vision]", "write a line `id:` for each list"),
        ("{Vision: {name: V}}", "'Vision' is not an id"),
        ("{index: {name: V}}", "'index' is not an id"),
        ("{vision: {}}", "vision: the list needs a `name`"),
        ("{vision: {name: V, descripton: x}}", "did you mean 'description'?"),
        ("{vision: {name: [V]}}", "name must be a text"),
    ],
)
def test_settings_that_are_no_lists_are_one_error(site: Project, lists: str, message: str) -> None:
    config = site.root / "mkdocs.yml"
    write(config, f"site_name: X\nplugins:\n  - reading-list:\n      lists: {lists}\n")
    with pytest.raises(UsageError) as error:
        project.find(config)
    assert message in str(error.value)
