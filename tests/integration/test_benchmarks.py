"""What benchmarks prepare before they measure for minutes."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from build import ROOT, by, paper

from generator.model import Catalog


@pytest.fixture
def queries() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "benchmark_queries", ROOT / "benchmarks" / "search" / "queries.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_queries_of_the_search_name_papers_authors_and_tags(
    queries: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = Catalog(papers=(
        paper(authors=by("Yanping Huang", "Zhifeng Chen"), tags=("pipelines",)),
        paper("Alpa", authors=by("Zhifeng Chen"), tags=("pipelines",)),
    ))  # fmt: skip
    (tmp_path / "own.yml").write_text(
        "a: {gp: gpipe, hng: 'author: Huang', chen: 'author: Chen', pp: 'tag: pipelines'}\n"
    )
    monkeypatch.setattr(queries, "FOLDER", tmp_path)
    found = {query.text: query.right for query in queries.queries(catalog, catalog, "own")}
    both = {"papers/alpa/", "papers/gpipe/"}
    assert found == {
        "gp": {"papers/gpipe/"},
        "hng": {"papers/gpipe/"},
        "chen": both,
        "pp": both | {"tags/pipelines/"},
    }
