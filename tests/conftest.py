"""Built sites and a browser, made once a test run; a place for what is kept outside of a list."""

import importlib
import os
import pkgutil
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from browser import WAIT_SECONDS, Opener, chromium, launch, launch_firefox, served
from building import (
    LIST,
    OFFLINE,
    ROOT,
    WITHOUT_CARDS,
    build,
    fixture_papers,
    make_once,
    write_list,
)
from cases import some_of
from hypothesis import settings
from marking import build_marked_site
from needs import FIREFOX, REQUIRED, missing, summary, system
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

import generator
from generator import checks, store
from generator.ingest.merge import propose
from generator.ingest.readers import Request, read
from generator.model import Catalog, Entry, Ignore, Origin, Paper

# The gate tries the same texts each time; `--hypothesis-profile explore` looks for others.
settings.register_profile("gate", max_examples=50, derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=2_000, deadline=None)
settings.load_profile("gate")
expect.set_options(timeout=WAIT_SECONDS * 1_000)
# Hypothesis also tries constants of the modules loaded so far: load all, that each run tries alike.
for _module in pkgutil.walk_packages(generator.__path__, "generator."):
    importlib.import_module(_module.name)
MAX_SLOW_CASES = 3  # of one slow test in the gate; a thorough run has all
NASTY = ROOT / "tests" / "data" / "corpus" / "nasty.yml"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test that drives a browser; of a slow test with many cases leave some."""
    cases: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if "playwright" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("slow") or item.get_closest_marker("browser"):
            cases[item.nodeid.partition("[")[0]].append(item)
    kept = {item for group in cases.values() for item in some_of(group, MAX_SLOW_CASES)}
    left_out = {item for group in cases.values() for item in group} - kept
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many tests a missing program has skipped, and how to install it."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = (str(r.longrepr[2]).removeprefix("Skipped: ") for r in skipped)
    if lines := summary(reasons, system()):
        terminalreporter.section("skipped")
        for line in lines:
            terminalreporter.line(line)


@pytest.fixture(scope="session", autouse=True)
def _own_state() -> Iterator[None]:
    """Locks, records of unfinished writes and caches lie in a folder that goes with the tests."""
    with tempfile.TemporaryDirectory(prefix="reading-list-state-") as folder:
        os.environ["XDG_STATE_HOME"] = folder
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        yield


@pytest.fixture(scope="session")
def fixture_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen list with the guide of this repository: many papers, hand-written pages."""

    def copy(root: Path) -> None:
        shutil.copytree(LIST, root, dirs_exist_ok=True)
        for name in ("assets", "contributing", "guide"):
            shutil.copytree(ROOT / "docs" / name, root / "docs" / name)

    return make_once(tmp_path_factory, "list", copy)


@pytest.fixture(scope="session")
def site(fixture_list: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of that list."""

    def build_quietly(target: Path) -> None:
        assert "WARNING -" not in build(fixture_list, target)

    return make_once(tmp_path_factory, "site", build_quietly)


@pytest.fixture(scope="session")
def flat_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of some of its papers with addresses that end in .html."""

    def make(root: Path) -> None:
        write_list(root, fixture_papers("[gm]*"), WITHOUT_CARDS)
        build(root, root / "site", "--no-directory-urls")

    return make_once(tmp_path_factory, "flat", make) / "site"


@pytest.fixture(scope="session")
def nasty_cases() -> list[dict[str, object]]:
    """The corpus of texts that must be shown and never obeyed."""
    cases: list[dict[str, object]] = yaml.safe_load(NASTY.read_text("utf-8"))
    assert len(cases) >= 150
    return cases


@pytest.fixture(scope="session")
def nasty_list(
    tmp_path_factory: pytest.TempPathFactory, nasty_cases: list[dict[str, object]]
) -> tuple[Path, dict[str, str]]:
    """A list of the corpus, imported from a capture where the layout can say it; ids by case."""
    printed = [case for case in nasty_cases if case.get("layout", True)]
    others = [case for case in nasty_cases if not case.get("layout", True)]
    entries = [*map(_captured, printed), *map(_entry, others)]
    proposal = propose(Catalog(), entries)
    papers = {paper.id: store.dump_paper(silenced(paper)) for paper in proposal.papers}
    assert len(papers) == len(nasty_cases)
    root = make_once(tmp_path_factory, "nasty-list", lambda root: write_list(root, papers))
    ids = zip([*printed, *others], proposal.changes, strict=True)
    return root, {str(case["name"]): change.paper.id for case, change in ids}


def silenced(paper: Paper) -> Paper:
    """The paper with its errors ignored: the corpus is about what is shown in spite of them."""
    errors = (f.code for f in checks.run(Catalog(papers=(paper,))) if f.severity == "error")
    reasons = (Ignore(code=code, reason="meant to be nasty") for code in dict.fromkeys(errors))
    return replace(paper, ignore=tuple(reasons))


def _captured(case: dict[str, object]) -> Entry:
    """What the reader of copied pages takes of a page with this paper alone."""
    text = f"Dec 9, 2025\n\n{case['title']}\n\n{case['abstract']}\n"
    (entry,) = read(Request(text=text, source="nasty.txt", reader="daily-papers")).entries
    return entry


def _entry(case: dict[str, object]) -> Entry:
    return Entry(
        title=str(case["title"]),
        abstract=str(case["abstract"]),
        origin=Origin(source="nasty.yml"),
        reader="json",
    )


@pytest.fixture(scope="session")
def nasty_site(
    nasty_list: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The site of the corpus."""
    return make_once(tmp_path_factory, "nasty", lambda target: build(nasty_list[0], target))


@pytest.fixture(scope="session")
def offline_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with the theme's offline plugin, made to be opened as files."""

    def make(root: Path) -> None:
        write_list(root, fixture_papers("g*"), OFFLINE, WITHOUT_CARDS)
        (root / "docs" / "note.md").write_text("# A note\n\nZebras cross here.\n", "utf-8")
        build(root, root / "site")

    return make_once(tmp_path_factory, "offline", make) / "site"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives the browsers."""
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A headless Chromium; without one the test is skipped, except where CI asks for it."""
    if not (found := chromium(playwright)) and not REQUIRED:
        pytest.skip(missing("Chromium"))
    assert found, "CI needs Chromium: install the system's package"
    with launch(playwright) as launched:
        yield launched


@pytest.fixture(scope="session")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    """A headless Firefox; without one the test is skipped, except where CI asks for it."""
    if FIREFOX is None and not REQUIRED:
        pytest.skip(missing("Firefox"))
    assert FIREFOX, "CI needs Firefox: install the system's package"
    with launch_firefox(playwright) as found:
        yield found


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the real site is served."""
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def nasty_address(nasty_site: Path) -> Iterator[str]:
    """Where the site of the corpus is served."""
    with served(nasty_site) as found:
        yield found


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    """Opens pages that must not complain."""
    opener = Opener(browser)
    yield opener
    for context in browser.contexts:
        context.close()
    assert opener.complaints == []


@pytest.fixture(scope="session")
def few_papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a few papers to mark, made to be opened as files."""
    return (
        make_once(tmp_path_factory, "few", lambda root: build_marked_site(root, OFFLINE)) / "site"
    )


@pytest.fixture(scope="session")
def few_address(few_papers: Path) -> Iterator[str]:
    """Where that site is served."""
    with served(few_papers) as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser's storage of its own; its pages say no error and ask no other host."""
    context = browser.new_context()
    opener = Opener(browser)
    requests: list[str] = []
    context.on("weberror", lambda error: opener.complaints.append(str(error.error)))
    context.on("console", opener._record_error)  # noqa: SLF001
    context.on("request", lambda request: requests.append(request.url))
    yield context
    context.close()
    assert opener.complaints == []
    local = ("http://127.0.0.1:", "file:", "data:", "blob:")
    assert [url for url in requests if not url.startswith(local)] == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of that storage."""
    return context.new_page()
