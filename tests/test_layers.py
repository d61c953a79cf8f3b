"""The rooms and which way imports may point: down only."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"
LAYERS = (
    ("conferences", "english", "latex_accents", "log_odds", "model", "page_urls", "short_titles"),
    ("conflicts", "dates", "errors", "hosts", "names", "people", "publication"),
    ("formulas", "policy", "scripts"),
    ("markup",),
    ("citation_keys", "identity", "notes", "words"),
    ("captures", "duplicates", "topics", "related", "reports"),
    ("matching", "tags"),
    ("claims",),
    ("checks", "exports", "layout", "reconcile"),
    ("changes", "screening"),
    ("views",),
    ("cards", "search"),
    ("site",),
    ("store",),
    ("git", "looks", "writer"),
    ("linkcheck",),
    ("revisions",),
    ("settings", "urls"),
    ("project",),
    ("fixing", "gallery", "rebuild", "starting"),
    ("cli",),
    ("watching",),
    ("plugin",),
)
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
DISK = {"cli", "gallery", "git", "looks", "project", "revisions", "settings", "starting", "store",
        "urls", "writer"}  # fmt: skip
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(module: Path) -> str:
    """The room a module belongs to: the first part of its name below the package."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(module: Path) -> set[str]:
    """Dotted names of what a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def rooms_of(module: Path) -> set[str]:
    """The rooms of our own package that a module imports."""
    ours = {name.split(".")[1] for name in imported(module) if name.startswith("generator.")}
    return {name for name in ours if name in RANK}


def test_every_room_has_its_place() -> None:
    assert {room(module) for module in MODULES} - {"__init__", "templates"} == set(RANK)


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_imports_point_down(module: Path) -> None:
    here = room(module)
    if here == "__init__":
        return
    for other in rooms_of(module) - {here}:
        assert RANK[other] < RANK[here], f"{here} imports {other}"


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_each_outside_thing_is_met_in_one_room(module: Path) -> None:
    roots = {name.split(".")[0] for name in imported(module)}
    here = room(module)
    calls_mkdocs = module == PACKAGE / "cli" / "build.py"
    assert not roots & {"mkdocs", "watchdog"} or here in {"watching", "plugin"} or calls_mkdocs
    assert "yaml" not in roots or here in {"store", "settings"}
    assert "PIL" not in roots or here in {"cards", "gallery"}
    assert "jinja2" not in roots or here in {"site", "policy"}
    assert not roots & {"requests", "urllib3"} or here == "linkcheck"
    assert "socket" not in roots or here in {"linkcheck", "watching"}
    assert "subprocess" not in roots or here == "git"


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_only_the_edges_touch_the_disk(module: Path) -> None:
    if room(module) in DISK | {"watching", "plugin"}:
        return
    text = module.read_text("utf-8")
    tree = ast.walk(ast.parse(text))
    called = {
        node.func.id
        for node in tree
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "open" not in called
    assert not {name for name in imported(module) if name.split(".")[0] in {"os", "shutil"}}
    assert "pathlib.Path" not in imported(module)


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_no_module_grows_past_a_screenful_of_screens(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= 350


def test_nothing_reads_the_clock() -> None:
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in {"today", "now", "utcnow", "time_ns"}, module
