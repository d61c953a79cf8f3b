"""The list of this repository, which editors change: all other tests use tests/data/list."""

from pathlib import Path

import pytest
from build import ROOT
from building import build
from command import run


@pytest.mark.slow
def test_the_real_list_is_checked_formatted_and_built_without_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = run("check", "--config", ROOT / "mkdocs.yml")
    assert checked.exit_code == 0
    assert "error[" not in checked.output
    monkeypatch.chdir(ROOT)
    assert run("fmt", "--check").exit_code == 0
    assert "WARNING -" not in build(ROOT, tmp_path / "site")
    papers = {path.stem for path in (ROOT / "papers").glob("*.yml")}
    assert papers <= {page.parent.name for page in tmp_path.glob("site/papers/*/index.html")}
