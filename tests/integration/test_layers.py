"""The packages and which way imports may point: down only, and never in a circle."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from cases import for_each

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator"
# From the bottom to the top; `docs/contributing/architecture.md` has the same list.
LAYERS = (
    ("model",),
    ("text",),
    ("store", "suggest", "checks"),
    ("ingest", "review"),
    ("site", "network"),
    ("project",),
    ("cli", "mkdocs_plugin"),
    ("__main__",),
)
RANK = {package: rank for rank, packages in enumerate(LAYERS) for package in packages}
MAX_ENTRIES = 15  # of the package's folder: what a newcomer looks through at once
MAX_LINES = 350  # of a module

# The modules, or packages of them, that may use what lies outside of the program.
MAY_USE = {
    "mkdocs": {"mkdocs_plugin", "cli.build"},
    "watchdog": {"mkdocs_plugin"},
    "yaml": {"store", "site.settings"},
    "PIL": {"site.social_cards"},
    "markdown_it": {"ingest.readers.markdown_blocks"},
    "jinja2": {"site.compiled_templates", "site.template_renderer", "mkdocs_plugin"},
    "requests": {"network"},
    "urllib3": {"network"},
    "socket": {"network", "mkdocs_plugin.livereload"},
    "subprocess": {"store.git"},
}
MAY_TOUCH_FILES = {
    "cli", "mkdocs_plugin", "project", "site.output", "site.resources", "site.settings",
    "site.social_cards.gallery", "site.urls", "store",
}  # fmt: skip
# What gives another result on another day or machine, by the module that has it.
CLOCKS = {
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime", "monotonic_ns"},
    "datetime": {"today", "now", "utcnow", "fromtimestamp"},
    "os": {"environ", "environb", "getenv", "getcwd", "getlogin", "cpu_count"},
    "os.path": {"getmtime", "getctime", "getatime"},
}
# Colours and width of a terminal, whether it is CI; the environment that git is started in.
MAY_ASK_THE_MACHINE = {
    "cli.diff": {"os.environ"}, "cli.group": {"os.environ"},  # how many threads compute
    "store.git": {"os.environ"}, "store.progress": {"os.environ"},
}  # fmt: skip
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(module: Path) -> str:
    """The dotted name of a module below `generator`, such as `site.pages`; empty for itself."""
    parts = module.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(module): module for module in MODULES}


def imported(module: Path) -> set[str]:
    """Dotted names of what a module imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{module}: a relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own_imports(module: Path) -> set[str]:
    """The modules of our own package that a module imports."""
    imports = {name for name in imported(module) if name.partition(".")[0] == "generator"}
    below = (name.partition(".")[2] for name in imports)
    return {name if name in NAMES else name.rpartition(".")[0] for name in below} - {""}


def ancestors(name: str) -> set[str]:
    """The packages that a module is in, which are imported before it."""
    parts = name.split(".")
    return {".".join(parts[:count]) for count in range(1, len(parts))}


def run_by(name: str) -> set[str]:
    """The modules that importing a module runs, besides the packages that it is in."""
    others = own_imports(NAMES[name])
    run = others.union(*(ancestors(other) for other in others))
    return run - {name} - ancestors(name)


def is_within(name: str, allowed: set[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in allowed)


def calls(module: Path) -> Iterator[str]:
    """The names that a module calls as `name(…)`."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def machine_dependent(text: str) -> set[str]:
    """What a module uses of `CLOCKS`, under whatever alias it imports it."""
    tree = ast.parse(text)
    aliases: dict[str, str] = {}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                aliases[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                aliases[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            root, _, rest = ast.unparse(node).partition(".")
            dotted = f"{aliases.get(root, '')}.{rest}".strip(".")
            for owner, names in CLOCKS.items():
                if dotted.startswith(f"{owner}.") and dotted.rpartition(".")[2] in names:
                    found.add(dotted)
    return found


def test_the_package_has_few_entries_and_each_has_its_layer() -> None:
    entries = {path.name for path in PACKAGE.iterdir()} - {"__pycache__", ".mypy_cache"}
    assert len(entries) <= MAX_ENTRIES, sorted(entries)
    assert {name.partition(".")[0] for name in NAMES} - {""} == set(RANK)


@for_each([name for name in NAMES if name])
def test_imports_point_down(name: str) -> None:
    package = name.partition(".")[0]
    for other in own_imports(NAMES[name]):
        top = other.partition(".")[0]
        assert top == package or RANK[top] < RANK[package], f"{name} imports {other}"


@pytest.mark.slow
def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: run_by(name) for name in NAMES if name}
    graph["cli"] = {"cli.base"}  # it imports the commands so that they join the group
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.slow
@for_each(NAMES)
def test_each_thing_outside_is_used_in_one_place(name: str) -> None:
    roots = {found.partition(".")[0] for found in imported(NAMES[name])}
    for root in roots & set(MAY_USE):
        assert is_within(name, MAY_USE[root]), f"{name} imports {root}"


@pytest.mark.slow
@for_each(
    [
        name
        for name in NAMES
        if not is_within(name, MAY_TOUCH_FILES) or is_within(name, {"project.editing"})
    ]
)
def test_only_the_edges_touch_files(name: str) -> None:
    module = NAMES[name]
    assert "open" not in set(calls(module))
    imports = imported(module)
    assert not {each for each in imports if each.partition(".")[0] in {"os", "shutil"}}
    assert "pathlib.Path" not in imports


@for_each(NAMES)
def test_no_module_is_long(name: str) -> None:
    assert len(NAMES[name].read_text("utf-8").splitlines()) <= MAX_LINES


@pytest.mark.slow
@for_each(NAMES)
def test_nothing_reads_the_clock_or_the_environment(name: str) -> None:
    used = machine_dependent(NAMES[name].read_text("utf-8"))
    assert used <= MAY_ASK_THE_MACHINE.get(name, set()), f"{name} uses {used}"


@pytest.mark.parametrize(
    "text",
    [
        "import time\ntime.time()",
        "import time as t\nt.time_ns()",
        "from time import time as now\nnow()",
        "from datetime import datetime as d\nd.now()",
        "import datetime\ndatetime.date.today()",
        "from os import environ\nenviron['HOME']",
        "import os.path\nos.path.getmtime('a')",
        "from os import path\npath.getmtime('a')",
    ],
)
def test_aliases_of_the_clock_are_found(text: str) -> None:
    assert machine_dependent(text)


def test_the_architecture_page_lists_the_same_layers() -> None:
    page = (ROOT / "docs" / "contributing" / "architecture.md").read_text("utf-8")
    section = page.partition("## Which way imports point")[2]
    listed = re.findall(r"^\d+\. (.*)$", section, re.MULTILINE)
    assert [tuple(re.findall(r"`(\w+)`", line)) for line in listed[: len(LAYERS)]] == list(LAYERS)


def test_the_architecture_page_describes_every_module() -> None:
    page = (ROOT / "docs" / "contributing" / "architecture.md").read_text("utf-8")
    missing = [
        name
        for name, module in NAMES.items()
        if module.name != "__init__.py" and not re.search(rf"[`/]{module.name}`", page)
    ]
    assert missing == []


def test_the_architecture_page_describes_every_script() -> None:
    page = (ROOT / "docs" / "contributing" / "architecture.md").read_text("utf-8")
    section = page.partition("### `templates`")[2].partition("\n### ")[0]
    scripts = {path.name for path in (ROOT / "templates" / "assets").rglob("*.js")}
    assert scripts == set(re.findall(r"`([\w-]+\.js)`", section))
