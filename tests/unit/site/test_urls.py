"""Addresses on the code host: edit links, and the page for a new paper."""

from pathlib import Path
from typing import Any

import pytest

from generator import project
from generator.site.views.types import Site

GITHUB = {"repo_url": "https://github.com/team/list"}


def site(root: Path, **settings: Any) -> Site:
    """What a list with these settings knows of its code host."""
    return project.from_settings(root, {**GITHUB, **settings}).site


def edited(found: Site) -> str:
    """Where a paper is edited."""
    assert found.edit
    return found.edit("papers/a.yml")


@pytest.mark.parametrize(
    ("edit_uri", "docs", "place"),
    [
        ("edit/main/docs/", "docs", "main"),
        ("edit/main/docs", "docs", "main"),
        ("edit/main/team/list/docs/", "docs", "main/team/list"),  # a list in a sub-folder
        ("edit/feature/x/docs/", "docs", "feature/x"),  # a branch with a slash
        ("edit/main/site/pages/", "site/pages", "main"),
        ("edit/main/docs/", "../docs", "main/list"),  # pages beside the list
        ("https://github.com/team/list/edit/main/docs/", "docs", "main"),
    ],
)
def test_papers_are_edited_and_added_in_the_lists_own_folder(
    tmp_path: Path, edit_uri: str, docs: str, place: str
) -> None:
    settings = site(tmp_path / "list", edit_uri=edit_uri, docs_dir=docs)
    assert edited(settings) == f"https://github.com/team/list/edit/{place}/papers/a.yml"
    new, _, query = settings.add.partition("?")
    assert new == f"https://github.com/team/list/new/{place}/papers"
    assert query.startswith("filename=my-paper.yml&value=title")


def test_a_project_behind_a_symbolic_link_has_the_same_addresses(tmp_path: Path) -> None:
    (tmp_path / "real" / "docs").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real")
    settings = {"edit_uri": "edit/main/docs/"}
    plain = site(tmp_path / "real", **settings)
    # The plugin knows `docs` as MkDocs does, which follows no link.
    linked = site(tmp_path / "real", **settings, docs_dir=str(tmp_path / "link" / "docs"))
    assert edited(linked) == edited(plain) == "https://github.com/team/list/edit/main/papers/a.yml"
    assert linked.add == plain.add


def test_the_folder_of_papers_may_have_another_name_and_place(tmp_path: Path) -> None:
    plugins = [{"reading-list": {"papers": "data/papers"}}]
    settings = site(tmp_path, edit_uri="edit/main/docs/", plugins=plugins)
    assert settings.add.startswith("https://github.com/team/list/new/main/data/papers?")


@pytest.mark.parametrize(
    ("settings", "edit_url"),
    [
        ({}, "https://github.com/team/list/edit/master/papers/a.yml"),  # as MkDocs has it
        ({"edit_uri": ""}, None),  # as MkDocs takes it: no edit links
        ({"edit_uri_template": "blob/dev/docs/{path}"},
         "https://github.com/team/list/blob/dev/papers/a.yml"),
        ({"edit_uri_template": "edit/dev/docs/{path_noext}.md"}, None),
        ({"repo_url": "https://git.example.org/a/b"}, None),
        ({"repo_url": "https://git.example.org/a/b", "edit_uri": "?path=docs/"},
         "https://git.example.org/a/b?path=papers/a.yml"),
        ({"repo_url": ""}, None),
    ],
)  # fmt: skip
def test_edit_links_follow_what_mkdocs_is_told(
    tmp_path: Path, settings: dict[str, str], edit_url: str | None
) -> None:
    edit = site(tmp_path, **settings).edit
    assert (edit("papers/a.yml") if edit else None) == edit_url


@pytest.mark.parametrize(
    "repo_url", ["https://gitlab.com/a/b", "https://example.org/github.com/b", "git@github.com:a/b"]
)
def test_only_github_has_its_pages_for_papers_and_issues(tmp_path: Path, repo_url: str) -> None:
    settings = site(tmp_path, repo_url=repo_url, edit_uri="edit/main/docs/")
    assert (settings.add, settings.issues) == ("", "")
    assert site(tmp_path).issues == "https://github.com/team/list/issues/new"


def test_names_are_quoted(tmp_path: Path) -> None:
    settings = site(tmp_path, edit_uri="edit/main/docs/")
    assert settings.edit
    assert settings.edit("papers/a#b.yml").endswith("/papers/a%23b.yml")
