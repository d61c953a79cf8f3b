"""Live reload of a preview: its port, and folders that are removed and created again."""

import errno
import logging
import socket
from collections.abc import Collection
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import ObservedWatch

_MAX_PORT = 65535
_DEFAULT_ADDRESS = "127.0.0.1:8000"
# Looking takes some 5 microseconds for a file: a twentieth of the time goes into it.
_MIN_INTERVAL_SECONDS, _SECONDS_PER_FILE = 0.1, 0.0001
log = logging.getLogger("mkdocs.plugins.reading-list")


def port_problem(host: str, port: int) -> str:
    """Why an address cannot be served, and what to do; empty if it can be.

    MkDocs itself notices after the first build and shows a traceback.
    """
    advice = f"Choose another address: --dev-addr {_DEFAULT_ADDRESS}"
    if port > _MAX_PORT:
        return f"cannot serve at {host}:{port}: the highest port is {_MAX_PORT}. {advice}"
    family = socket.AF_INET6 if ":" in host else socket.AF_INET  # as MkDocs' server chooses
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = f"{host}:{port + 1 if port < _MAX_PORT else port - 1}"
            return f"port {port} of {host} is busy. Choose another one: --dev-addr {other}"
        return f"cannot serve at {host}:{port}: {str(error).partition(' (while')[0]}. {advice}"
    return ""


def exit_if_port_unusable(host: object, port: int) -> None:
    """End the preview with one line if its address cannot be served."""
    if problem := port_problem(str(host), port):
        log.error(problem)
        raise SystemExit(1)  # MkDocs would add lines of its own to an error


class RewatchHandler(FileSystemEventHandler):
    """Watches the parent folder of paths, as an observer loses a folder that is removed.

    It also sees paths that did not exist when the preview began.
    """

    def __init__(self, server: LiveReloadServer, paths: Collection[Path]) -> None:
        self.server = server
        self.paths = {str(path.absolute()) for path in paths}

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Watch what was created, perhaps again, and rebuild the site in any case."""
        for path in {str(event.src_path), str(event.dest_path)} & self.paths:
            is_watched = path in self.server._watched_paths  # noqa: SLF001 - MkDocs cannot say
            if event.event_type == "modified" or (is_watched and not event.is_directory):
                continue
            if Path(path).exists():
                if is_watched:
                    self.server.unwatch(path)
                self.server.watch(path)
            change = FileModifiedEvent(path), ObservedWatch(path, recursive=True)
            self.server.observer.event_queue.put(change)


def watch(server: LiveReloadServer, root: Path, paths: Collection[Path]) -> None:
    """Rebuild the site whenever something changes at or below the paths, which are in `root`.

    MkDocs looks for changes twice in a second, which is half of the time that a short list needs.
    """
    existing = list(filter(Path.exists, paths))
    files = sum(1 for path in existing for _ in path.rglob("*"))
    interval = max(_MIN_INTERVAL_SECONDS, files * _SECONDS_PER_FILE)
    # Of what is watched from now on; watchdog 2 to 7 have no other way.
    server.observer._timeout = min(server.observer.timeout, interval)  # noqa: SLF001
    for path in existing:
        server.watch(str(path))
    server.observer.schedule(RewatchHandler(server, paths), str(root), recursive=False)
