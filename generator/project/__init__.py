"""A reading list on disk, and the operations that commands and plugin share."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import checks, store
from generator.model import Catalog, Collection, Edit, Finding, Paper
from generator.model.errors import Refused, UsageError
from generator.site import output, resources, urls
from generator.site.i18n import Words
from generator.site.list_options import find_collection, read_collections
from generator.site.look import Look, read_look
from generator.site.settings import (
    CONFIG_NAME,
    OPTION_DEFAULTS,
    palette,
    plugin_lists,
    plugin_options,
    read_settings,
    refuse_symlinks,
    text_setting,
    theme_icon,
    theme_language,
)
from generator.site.views.types import Site
from generator.store.files import is_outside
from generator.store.load import display_path
from generator.store.lock import exclusive_lock

if TYPE_CHECKING:
    from generator.ingest.merge import Proposal
    from generator.ingest.readers import Request
    from generator.ingest.screening import Sources
    from generator.site.pages import SitePages


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """A reading list on disk: its folders, and the site that is built from it."""

    root: Path
    papers: Path
    topics: Path
    templates: Path
    docs: Path
    home: Path
    site: Site
    language: str  # set by the plugin's option; empty for the theme's
    theme_language: str
    look: Look = Look()  # noqa: RUF009 - frozen
    lists: tuple[Collection, ...] = ()  # of a site with several

    @property
    def list_ids(self) -> tuple[str, ...]:
        """The ids of the lists, which are folders in that of the papers."""
        return tuple([each.id for each in self.lists])

    @property
    def excluded(self) -> Path:
        """The file that lists the papers that imports leave out."""
        return self.root / store.EXCLUSIONS_FILE

    @property
    def people(self) -> Path:
        """The file that says what the editors know of people."""
        return self.root / store.PEOPLE_FILE

    @property
    def watched(self) -> tuple[Path, ...]:
        """The paths that a preview watches besides the hand-written pages."""
        paths = self.root / store.PATHS_FOLDER
        return self.papers, self.topics, self.excluded, self.people, paths, self.templates


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportResult:
    """What an import read, and what it changed, or would change in a dry run."""

    sources: "Sources"
    proposal: "Proposal"
    findings: tuple[Finding, ...]


def find(config: Path | None = None) -> Project:
    """The project of a configuration file, by default of the nearest one upwards.

    A folder with only data (`papers` or `topics.yml`) is a project with default settings.

    Raises:
        UsageError: There is no configuration file or data, or the file cannot be read.
    """
    if config is None and (config := nearest_config()) is None:
        here = Path.cwd()
        if any((here / OPTION_DEFAULTS[name]).exists() for name in ("papers", "topics")):
            return from_settings(here, {})
        raise UsageError(f"no {CONFIG_NAME} here or above. Run this inside a reading list, or name "
                         "its configuration with --config")  # fmt: skip
    return from_settings(config.resolve().parent, read_settings(config))


def nearest_config() -> Path | None:
    """The `mkdocs.yml` of the current folder or of the nearest one above; None without any."""
    paths = (folder / CONFIG_NAME for folder in (Path.cwd(), *Path.cwd().parents))
    return next(filter(Path.is_file, paths), None)


def from_settings(
    root: Path, settings: Mapping[str, Any], options: Mapping[str, Any] | None = None
) -> Project:
    """A project from MkDocs settings; `options` are the plugin's, by default those in them."""
    lists = read_collections(plugin_lists(settings) if options is None else options.get("lists"))
    options = {**OPTION_DEFAULTS, **(plugin_options(settings) if options is None else options)}
    refuse_symlinks(root, options, [each.id for each in lists])
    docs = root / (text_setting(settings, "docs_dir") or "docs")
    home = docs / options["home"]
    host = urls.code_host(
        text_setting(settings, "repo_url"),
        None if settings.get("edit_uri") is None else text_setting(settings, "edit_uri"),
        text_setting(settings, "edit_uri_template"), docs, root,
    )  # fmt: skip
    site = Site(
        name=text_setting(settings, "site_name") or "Reading list",
        url=text_setting(settings, "site_url"),
        description=text_setting(settings, "site_description"),
        icon=theme_icon(settings),
        directory_urls=bool(settings.get("use_directory_urls", True)),
        edit=host.edit_url if host.edit_uri else None,
        issues=host.new_issue_url,
        add=host.new_paper_url(options["papers"]),
        add_to={each.id: host.new_paper_url(f"{options['papers']}/{each.id}") for each in lists},
    )
    return Project(
        root=root, papers=root / options["papers"], topics=root / options["topics"],
        templates=root / options["templates"], docs=docs, home=home, site=site,
        language="" if options["language"] == "theme" else options["language"],
        theme_language=theme_language(settings), look=read_look(options, palette(settings)),
        lists=lists,
    )  # fmt: skip


def load(
    project: Project, *, caches_of: Path | None = None, given: Mapping[str, bytes] | None = None
) -> store.Loaded:
    """Load the catalog, with all findings in order.

    `caches_of` is the root of another list, `given` are papers' files that are not in the folder.
    """
    root = caches_of or project.root
    papers = store.open_cache(root, "papers")
    loaded = store.load_catalog(
        project.papers,
        project.topics,
        project.root,
        papers,
        given=given,
        collections=project.lists,
    )
    cache = store.open_cache(root, "checks", "checks")
    states = store.open_cache(root, "findings", "checks", max_unused=checks.MAX_KEPT_STATES)
    found = checks.run(loaded.catalog, topics_known=loaded.topics_known, contents=loaded.contents,
                       cache=cache, states=states)  # fmt: skip
    cache.save()
    states.save()
    findings = checks.sort_findings((*loaded.findings, *found))
    if not loaded.topics_known:  # first, because it may cause other findings
        cause = store.display_path(project.topics, project.root)
        findings = tuple(sorted(findings, key=lambda finding: finding.origin.source != cause))
    return replace(loaded, findings=findings)


def load_existing(project: Project) -> store.Loaded:
    """Like `load`, for commands that do not print findings.

    Raises:
        Refused: The folder of the papers does not exist.
    """
    refuse_missing_papers(project)
    return load(project)


def refuse_missing_papers(project: Project) -> None:
    """Raise Refused if the folder of the papers does not exist: it is not an empty list."""
    if missing := store.find_missing_folder(project.papers, project.root):
        raise Refused(missing, "nothing was read")


def load_with_topics(project: Project) -> store.Loaded:
    """Like `load_existing`; also raises Refused if the topics cannot be read."""
    loaded = load_existing(project)
    if not loaded.topics_known:
        raise Refused(loaded.findings, f"correct {project.topics.name} first")
    return loaded


def read_templates(project: Project) -> Mapping[str, str]:
    """The templates of the project's pages, by name."""
    return resources.read_templates(project.templates)


def read_words(project: Project) -> Words:
    """The words of the project's pages, in their language."""
    return resources.read_words(project.templates, project.language, project.theme_language)


def site_pages(project: Project, loaded: store.Loaded) -> "SitePages":
    """Every page of the project's site."""
    from generator.site.pages import SitePages  # noqa: PLC0415 - slow to load

    if is_outside(project.home, project.root, project.docs):
        raise UsageError(f"{project.home} is a link that leads out of the project. Put the file "
                         "itself there")  # fmt: skip
    font = resources.read_title_font(project.templates, project.look.font_file)
    site = replace(project.site, home=resources.read_home(project.home),
                   look_style=project.look.style(), title_font=font)  # fmt: skip
    words = read_words(project)
    return SitePages(loaded.catalog, read_templates(project), site, words, loaded.findings)


def generate(project: Project, folder: Path) -> output.PlannedChanges:
    """What writing the pages into a folder would change; raises Refused if the list has errors."""
    loaded = load(project)
    if any(finding.severity == "error" for finding in loaded.findings):
        raise Refused(loaded.findings, "nothing written. Correct the list first")
    project = replace(project, site=replace(project.site, is_plugin_build=False))
    with store.kept_results(project.root, loaded.catalog, loaded.contents):
        return output.plan_changes(site_pages(project, loaded), folder)


def import_entries(  # noqa: PLR0913 - options of commands
    project: Project,
    requests: Sequence["Request"],
    *,
    keep_going: bool = False,
    added: date | None = None,
    into: str = "",
    dry_run: bool = False,
) -> ImportResult:
    """Read sources, merge them into the list and write what changed, all or nothing.

    A source with an error is refused as a whole, unless `keep_going` takes its readable entries.
    `added` is the value of that field in new papers, by default the day of the capture. `into` is
    the id of the list to which they belong, on a site with several.
    The lock makes a second import wait and see what the first one wrote.

    Raises:
        UsageError: There is no such list.
        Refused: A paper file or the vocabulary cannot be read, so that merging could repeat a
            paper, lose one, or leave out its topics.
        ReadingListError: The system refused to write, or another import does not end.
    """
    from generator.ingest.merge import propose  # noqa: PLC0415 - slow to load
    from generator.ingest.screening import read_sources  # noqa: PLC0415

    if into:
        find_collection(project.lists, into)
    sources = read_sources(requests, keep_going=keep_going)
    with nullcontext() if dry_run else lock_list(project):
        loaded = _load_readable(project, "nothing imported")
        if not loaded.topics_known:
            raise Refused(loaded.findings, "nothing imported. Correct the vocabulary first")
        cache = store.open_cache(project.root, "suggestions", "suggest")
        proposal = propose(loaded.catalog, sources.entries, added=added, cache=cache)
        cache.save()
        proposal = _with_collection(proposal, loaded.catalog, into) if into else proposal
        new_folder = store.warn_new_folder(project.papers, project.root, dry_run=dry_run)
        if not dry_run and proposal.papers:
            edit = Edit(papers=proposal.papers)
            store.commit(project.papers, _plan_files(project, loaded.catalog, edit).papers)
    findings = (*(new_folder if proposal.papers else ()), *sources.findings, *proposal.findings)
    return ImportResult(sources=sources, proposal=proposal, findings=findings)


def _with_collection(proposal: "Proposal", catalog: Catalog, into: str) -> "Proposal":
    """A proposal whose new papers belong to one of several lists."""

    def placed(paper: Paper) -> Paper:
        return paper if paper.id in catalog.by_id else replace(paper, collection=into)

    changes = (replace(change, paper=placed(change.paper)) for change in proposal.changes)
    return replace(proposal, changes=tuple(changes))


@contextmanager
def lock_list(project: Project) -> Iterator[None]:
    """Hold the exclusive lock of the list, after completing an interrupted command.

    Every command that writes papers or the vocabulary does so with this lock.

    Raises:
        Refused: The interrupted command was completed, but files that were edited since then were
            left unchanged.
        ReadingListError: Another command does not end, or the system refused to write.
    """
    with exclusive_lock(project.papers):
        paths = store.path_files(project.root)
        others = project.topics, project.excluded, project.people, *paths
        if edited := store.recover(
            project.papers, display_path(project.papers, project.root), others
        ):
            raise Refused(edited, "an interrupted command was completed. Run this again")
        yield


def _load_readable(project: Project, state: str) -> store.Loaded:
    """Load the list without checks; raise Refused if a file cannot be read completely."""
    cache = store.open_cache(project.root, "papers")
    loaded = store.load_catalog(
        project.papers, project.topics, project.root, cache, collections=project.lists
    )
    if loaded.unreadable:
        raise Refused(loaded.findings, f"{state}. Correct these files first")
    return loaded


def edit(
    project: Project, change: Callable[[Catalog], Edit], *, dry_run: bool = False
) -> tuple[Edit, store.FileChanges]:
    """Write what `change` makes of the list, all or nothing; returns it, and the files.

    Args:
        project: The list.
        change: Called with the list that cannot change until its result is written.
        dry_run: Write nothing.

    Raises:
        Refused: A paper file cannot be read; or topics change, and the vocabulary cannot be read.
        ReadingListError: The system refused to write, or another command does not end.
    """
    refuse_missing_papers(project)
    with nullcontext() if dry_run else lock_list(project):
        loaded = _load_readable(project, "nothing changed")
        edit = change(loaded.catalog)
        if edit.topics is not None and not loaded.topics_known:
            raise Refused(loaded.findings, f"nothing changed. Correct {project.topics.name} first")
        files = _plan_files(project, loaded.catalog, edit)
        if not dry_run:
            store.commit(project.papers, files.papers, files.others)
    return edit, files


def _plan_files(project: Project, catalog: Catalog, edit: Edit) -> store.FileChanges:
    return store.plan_files(catalog, edit, project.papers, project.topics, project.excluded)
