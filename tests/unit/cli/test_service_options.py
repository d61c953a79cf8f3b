"""Whom services may write to."""

from pathlib import Path

import pytest
from build import new_project, write

from generator import project
from generator.cli.service_options import POLICY, SERVICES, open_client


@pytest.mark.parametrize(
    ("site_url", "contact", "shown"),
    [
        ("https://papers.team.dev/list/", "", " (https://papers.team.dev/list/)"),
        ("https://papers.team.dev/list/", "a@team.dev", " (mailto:a@team.dev)"),
        ("https://papers.example.org/list/", "", ""),
        ("http://127.0.0.1:8000/", "", ""),
        ("https://wiki.team.local/", "", ""),
        ("", "", ""),
    ],
)
def test_the_contact_is_the_public_address_of_the_site_unless_given(
    tmp_path: Path, site_url: str, contact: str, shown: str
) -> None:
    new_project(tmp_path)
    write(tmp_path / "mkdocs.yml", f"site_name: A\nsite_url: '{site_url}'\n")
    here = project.find(tmp_path / "mkdocs.yml")
    client = open_client(here, contact, policy=POLICY, offline=True, use_saved=True)
    assert client.user_agent.partition(" ")[1:] == (shown[:1], shown[1:])
    assert client.ask(SERVICES["arxiv"], "1", "/").service == SERVICES["arxiv"]
