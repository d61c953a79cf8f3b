"""A preview goes on seeing folders that are removed, moved away or made anew."""

from collections.abc import Collection
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import ObservedWatch


class Returning(FileSystemEventHandler):
    """Watches the parent of what is watched: an observer forgets a folder that goes."""

    def __init__(self, server: LiveReloadServer, paths: Collection[Path]) -> None:
        self.server = server
        self.paths = {str(path.absolute()) for path in paths}

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Watch a folder anew that is there again; have the site built either way."""
        for path in {str(event.src_path), str(event.dest_path)} & self.paths:
            if not event.is_directory or event.event_type == "modified":
                continue
            if Path(path).is_dir():
                self.server.unwatch(path)
                self.server.watch(path)
            told = FileModifiedEvent(path), ObservedWatch(path, recursive=True)
            self.server.observer.event_queue.put(told)


def watch(server: LiveReloadServer, root: Path, paths: Collection[Path]) -> None:
    """Build the site again whenever something changes at or below the paths, in a root folder."""
    for path in filter(Path.exists, paths):
        server.watch(str(path))
    server.observer.schedule(Returning(server, paths), str(root), recursive=False)
