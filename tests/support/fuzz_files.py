"""Puts links, pipes and folders in the place of every file that a command opens.

A program by itself, so that it may fork: it imports the package once, and each case is a fork that
works in a copy of a small list. First each command runs undisturbed and every path below the list
that it opens or lists is noted; then it runs once for each such path and each kind of trap. Asserts
that it ends in time with a status of its own, without a traceback, that nothing outside of the list
and nothing of git's is changed or shown, and that no link was followed to write.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

PRECIOUS = "precious-and-not-for-the-site"
TIMEOUT_SECONDS = 60
COMMANDS: Mapping[str, Sequence[str]] = {
    "check": ("check",),
    "check json": ("check", "--format", "json"),
    "fmt": ("fmt",),
    "fmt check": ("fmt", "--check"),
    "import": ("import", "facts.json"),
    "import dry": ("import", "--dry-run", "--json", "facts.json"),
    "diff": ("diff", "HEAD"),
    "suggest": ("suggest", "--all"),
    "suggest apply": ("suggest", "--all", "--apply"),
    "topics": ("topics",),
    "tags": ("tags",),
    "tags rename": ("tags", "rename", "pipeline", "pipelines"),
    "links": ("links", "--cache", ".cache/links.json", "--report", "report.md"),
    "generate": ("generate", "--output", "out"),
    "generate check": ("generate", "--output", "out", "--check"),
    "build": ("mkdocs", "build", "--strict"),
}
# Also tried though no command opens them by name: a pull request can bring them.
ALWAYS = ("papers", "papers/.import-ready", "papers/.import-staging-x", "papers/new.yml",
          "papers/x",
          "topics.yml", "templates", "templates/assets", "templates/words", "templates/fonts",
          "templates/assets/extra.css", "templates/paper.md.j2", "templates/words/de.toml",
          "docs", "docs/home.md", "docs/more.md", "site", "out", "out/papers", "out/index.md",
          "out/.reading-list.json", ".cache", ".cache/cards", ".cache/links.json", "report.md",
          ".topics.yml.draft", ".report.md.new", "out/.index.md.draft")  # fmt: skip

# Who names a file to import may name a link or a pipe: the shell makes pipes for `<(command)`.
NAMED = {("facts.json", "link to a file outside"), ("facts.json", "pipe")}
Trap = Callable[[Path, Path], None]
TRAPS: Mapping[str, Trap] = {
    "link to a file outside": lambda path, outside: path.symlink_to(outside / "file.yml"),
    "link to a folder outside": lambda path, outside: path.symlink_to(outside),
    "link to git": lambda path, _: path.symlink_to(path.parents[_depth(path)] / ".git"),
    "link to nowhere": lambda path, outside: path.symlink_to(outside / "missing"),
    "link in a circle": lambda path, _: path.symlink_to(path.name),
    "link without an end": lambda path, _: path.symlink_to("/dev/zero"),
    "pipe": lambda path, _: os.mkfifo(path),
    "folder": lambda path, _: path.mkdir(),
    "file": lambda path, _: _make_file(path),
}


def _make_file(path: Path) -> None:
    path.write_text("title: A file\n", "utf-8")


def _depth(path: Path) -> int:
    """How many folders a path is below its list, whose folder is called `list`."""
    return path.parts[::-1].index("list") - 1


def make_list(root: Path) -> None:
    """A small list in a repository, with every kind of file that commands read."""
    files = {
        "mkdocs.yml": "site_name: A list\nsite_url: https://example.org/\n"
                      "theme: {name: material, font: false}\nplugins: [search, reading-list]\n",
        "topics.yml": "- {id: pipelines, name: Pipelines, group: A, description: Pipelines.}\n",
        "papers/gpipe.yml": "title: 'GPipe: Easy Scaling'\ntags: [pipeline]\n"
                                   "topics: [pipelines]\nabstract: A pipeline.\n",
        "papers/zero.yml": "title: 'ZeRO: Memory'\ntags: [pipeline, memory]\n",
        "facts.json": json.dumps([{"title": "A new one", "year": 2019},
                                  {"title": "GPipe: Easy Scaling", "venue": "NeurIPS 2019",
                                   "year": 2019}]),
        "docs/home.md": "# A list\n", "docs/index.md": "# Home\n",
        "templates/assets/extra.css": "p {}\n",
        ".gitignore": ".cache/\nout/\nsite/\n",
    }  # fmt: skip
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    git = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@b.example"]
    for args in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "A list"]):
        subprocess.run([*git, *args], check=True)


def call(args: Sequence[str]) -> None:
    """Run a command of ours, or MkDocs."""
    if args[0] == "mkdocs":
        from mkdocs.__main__ import cli

        cli(list(args[1:]))
    from generator.cli import main

    main(list(args))


def run(root: Path, args: Sequence[str], printed: Path, opened: Path | None = None) -> int:
    """The status of a command run in a list by a fork; -1 where it did not end in time."""
    process = os.fork()
    if process == 0:
        status = 70
        try:
            output = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(output, 1)
            os.dup2(output, 2)
            os.chdir(root)
            if opened is not None:
                _note_opened(opened, root)
            signal.alarm(TIMEOUT_SECONDS)
            call(args)
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(bool(end.code))
        except BaseException:  # noqa: BLE001 - whatever it is, it is what the case is about
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    _, ended = os.waitpid(process, 0)
    return os.WEXITSTATUS(ended) if os.WIFEXITED(ended) else -1


def _note_opened(notes: Path, root: Path) -> None:
    handle = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event in {"open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.mkdir"}:
            with suppress(ValueError, TypeError):
                path = Path(os.path.abspath(os.fsdecode(args[0])))  # type: ignore[arg-type]  # noqa: PTH100
                name = path.relative_to(root).as_posix()
                os.write(handle, name.encode("utf-8", "surrogateescape") + b"\n")

    sys.addaudithook(hook)


def paths_of(original: Path, args: Sequence[str], work: Path) -> list[str]:
    """Every path below the list that a command opens, with those that are always tried."""
    root = shutil.copytree(original, work / "whole" / "list", symlinks=True)
    notes = work / "opened"
    notes.write_bytes(b"")
    run(root, args, work / "printed", notes)
    names = {name for name in notes.read_text("utf-8", "surrogateescape").splitlines() if name}
    shutil.rmtree(work / "whole")
    ours = {n for n in names if not n.startswith((".git/", "site/")) and n not in {".", ".git"}
            and ".draft" not in n}  # fmt: skip
    return sorted({*ours, *ALWAYS})


def state(folder: Path) -> Mapping[str, bytes | str]:
    """Every file and link below a folder, but for the program's own place in git's."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] == "reading-list" or name == "index":  # git refreshes its index
            continue
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


def shown(root: Path, printed: Path) -> Iterator[str]:
    """Files of a list, and the output of the command, that hold the secret."""
    for path in (printed, *root.rglob("*")):
        if path.is_file() and not path.is_symlink() and PRECIOUS.encode() in path.read_bytes():
            yield str(path)


def fault(original: Path, args: Sequence[str], name: str, trap: Trap, work: Path) -> str:
    """What is wrong with how a command takes a trap; empty where nothing is."""
    outside = work / "outside"
    outside.mkdir()
    (outside / "file.yml").write_text(f"title: {PRECIOUS}\n", "utf-8")
    (outside / "index.md").write_text(f"# {PRECIOUS}\n", "utf-8")
    root = shutil.copytree(original, work / "list", symlinks=True)
    path = root / name
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    trap(path, outside)
    before = state(outside), state(root / ".git")
    status = run(root, args, work / "printed")
    output = (work / "printed").read_text("utf-8", "replace")
    if status not in {0, 1, 2} or "Traceback" in output:
        return f"status {status}: {output[-600:]}"
    if (state(outside), state(root / ".git")) != before:
        return "changed what is outside of the list, or git's files"
    return "".join(f"shows the secret: {where}" for where in shown(root, work / "printed"))


def try_all(every: int, only: str, report: Callable[[str], None]) -> tuple[int, int]:
    """Try every so-manieth case; how many were tried, and how many had a fault."""
    import mkdocs.commands.build  # noqa: F401

    import generator.mkdocs_plugin.plugin
    import generator.suggest.topics.survey  # noqa: F401

    tried = faults = number = 0
    with tempfile.TemporaryDirectory(prefix="reading-list-fuzz-") as folder:
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        original = Path(folder, "original")
        make_list(original)
        for title, args in COMMANDS.items():
            if only not in title:
                continue
            for name in paths_of(original, args, Path(folder)):
                for kind, trap in TRAPS.items():
                    number += 1
                    if number % every or (name, kind) in NAMED:
                        continue
                    work = Path(tempfile.mkdtemp(dir=folder))
                    if found := fault(original, args, name, trap, work):
                        faults += 1
                        report(f"{title}: {name}: {kind}: {found}")
                    tried += 1
                    shutil.rmtree(work)
    return tried, faults


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1, help="try only every so-manieth case")
    parser.add_argument("--only", default="", help="commands whose name has this part")
    options = parser.parse_args()
    tried, faults = try_all(options.every, options.only, print)
    print(f"{tried} cases, {faults} with a fault")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
