"""As much of GitHub's API as the workflows ask for, on this machine.

It keeps what it is sent, refuses what GitHub would refuse, and answers lists in pages of two or
whatever is asked for, so that a script which forgets the second page is found out.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

BOT = {"login": "github-actions[bot]"}
MALLORY = {"login": "mallory"}
BASE = "b" * 40  # the default branch's newest commit
REPOSITORY = "team/list"


class GitHub(ThreadingHTTPServer):
    """One repository."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Api)
        self.issues: list[dict[str, Any]] = []
        self.pulls: list[dict[str, Any]] = []
        self.comments: list[dict[str, Any]] = []
        self.branches: dict[str, str] = {}
        self.commits: dict[str, dict[str, Any]] = {BASE: {"tree": "t" * 40, "author": BOT}}
        self.trees: dict[str, dict[str, str]] = {"t" * 40: {"topics.yml": "kept"}}
        self.may_open_pulls = True
        self.changes: list[tuple[str, str]] = []  # requests that wrote something
        self.arxiv = b""
        self.asked: list[str] = []  # of arXiv

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def settings(self) -> dict[str, str]:
        """What a step's environment says of it."""
        return {"GITHUB_API_URL": self.address, "GITHUB_TOKEN": "token", "GITHUB_SHA": BASE,
                "GITHUB_REPOSITORY": REPOSITORY, "ARXIV_API": f"{self.address}/arxiv"}  # fmt: skip

    def files(self, branch: str) -> dict[str, str]:
        """The files of a branch."""
        return self.trees[self.commits[self.branches[branch]]["tree"]]


class RefusedError(Exception):
    """An answer that is no success."""


class Api(BaseHTTPRequestHandler):
    """One request."""

    server: GitHub

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing."""

    def answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        data = json.loads(self.rfile.read(size)) if size else {}
        place = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(place.query).items()}
        if place.path == "/arxiv":
            self.server.asked.append(query["id_list"])
            self.tell(200 if self.server.arxiv else 503, self.server.arxiv)
            return
        parts = [unquote(part) for part in place.path.split("/")[1:]]
        assert parts[:3] == ["repos", *REPOSITORY.split("/")], self.path
        assert self.headers["Authorization"] == "Bearer token"
        if self.command != "GET":
            self.server.changes.append((self.command, "/".join(parts[3:])))
        try:
            name = parts[3] if parts[3:] else "repository"
            found = getattr(self, f"{self.command.lower()}_{name}")(parts[4:], query or data)
        except RefusedError as refused:
            self.tell(int(str(refused)), b'{"message": "refused\\n::error::no"}')
        else:
            self.tell(200, json.dumps(found).encode())

    do_GET = do_POST = do_PATCH = answer  # noqa: N815

    def tell(self, status: int, text: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def page(self, items: list[Any], query: dict[str, str]) -> list[Any]:
        size, number = int(query.get("per_page", "2")), int(query.get("page", "1"))
        return items[(number - 1) * size : number * size]

    def get_repository(self, parts: list[str], query: dict[str, str]) -> Any:
        return {"full_name": REPOSITORY, "default_branch": "main"}

    def get_issues(self, parts: list[str], query: dict[str, str]) -> Any:
        if parts:
            comments = [c for c in self.server.comments if c["issue"] == int(parts[0])]
            return self.page(comments, query)
        found = [
            issue
            for issue in [*self.server.issues, *self.server.pulls]
            if query["state"] in {"all", issue["state"]}
        ]  # fmt: skip - a script that trusts `creator` alone is found out
        return self.page(found, query)

    def post_issues(self, parts: list[str], data: dict[str, Any]) -> Any:
        if not parts:
            return self.keep(self.server.issues, {**data, "user": BOT, "state": "open"})
        comment = {"id": len(self.server.comments) + 1, "issue": int(parts[0]), "user": BOT, **data}
        self.server.comments.append(comment)
        return comment

    def patch_issues(self, parts: list[str], data: dict[str, Any]) -> Any:
        if parts[0] == "comments":
            return self.change(self.server.comments, "id", int(parts[1]), data)
        return self.change(self.server.issues, "number", int(parts[0]), data)

    def get_pulls(self, parts: list[str], query: dict[str, str]) -> Any:
        found = [
            pull for pull in self.server.pulls
            if query["state"] in {"all", pull["state"]} and query["head"] == pull["head"]["label"]
        ]  # fmt: skip
        return self.page(found, query)

    def post_pulls(self, parts: list[str], data: dict[str, Any]) -> Any:
        if not self.server.may_open_pulls:
            raise RefusedError(403)
        head = data.pop("head")
        assert head in self.server.branches
        assert data["base"] == "main"
        label = {"label": f"team:{head}", "sha": self.server.branches[head]}
        pull = {**data, "head": label, "user": BOT, "state": "open", "merged_at": None,
                "pull_request": {}}  # fmt: skip
        return self.keep(self.server.pulls, pull)

    def patch_pulls(self, parts: list[str], data: dict[str, Any]) -> Any:
        return self.change(self.server.pulls, "number", int(parts[0]), data)

    def get_branches(self, parts: list[str], query: dict[str, str]) -> Any:
        sha = self.server.branches.get(parts[0])
        if sha is None:
            raise RefusedError(404)
        found = self.server.commits[sha]
        commit = {"sha": sha, "author": found["author"], "commit": {"tree": {"sha": found["tree"]}}}
        return {"name": parts[0], "commit": commit}

    def get_git(self, parts: list[str], query: dict[str, str]) -> Any:
        assert parts[0] == "commits"
        return {"tree": {"sha": self.server.commits[parts[1]]["tree"]}}

    def post_git(self, parts: list[str], data: dict[str, Any]) -> Any:
        if parts[0] == "trees":
            assert {entry["mode"] for entry in data["tree"]} == {"100644"}
            files = {entry["path"]: entry["content"] for entry in data["tree"]}
            files = {**self.server.trees[data["base_tree"]], **files}
            return self.made(self.server.trees, files, files)
        if parts[0] == "commits":
            assert data["parents"] == [BASE]
            content = [data, len(self.server.commits)]  # a commit has its time: none is the same
            return self.made(self.server.commits, {"tree": data["tree"], "author": BOT}, content)
        name = data["ref"].removeprefix("refs/heads/")
        if name in self.server.branches:
            raise RefusedError(422)
        self.server.branches[name] = data["sha"]
        return {}

    def patch_git(self, parts: list[str], data: dict[str, Any]) -> Any:
        assert parts[:2] == ["refs", "heads"]
        assert data["force"] is True
        assert parts[2] in self.server.branches
        self.server.branches[parts[2]] = data["sha"]
        return {}

    def made(self, where: dict[str, Any], thing: Any, content: object) -> Any:
        """Keep an object under the hash of its content."""
        sha = sha1(json.dumps(content, sort_keys=True).encode(), usedforsecurity=False).hexdigest()
        where[sha] = thing
        return {"sha": sha}

    def keep(self, where: list[dict[str, Any]], thing: dict[str, Any]) -> dict[str, Any]:
        thing["number"] = 1 + max(
            (i["number"] for i in [*self.server.issues, *self.server.pulls]), default=0
        )
        where.append(thing)
        return thing

    def change(
        self, where: list[dict[str, Any]], key: str, value: int, data: dict[str, Any]
    ) -> dict[str, Any]:
        thing = next(thing for thing in where if thing[key] == value)
        thing.update(data)
        return thing


@contextmanager
def serving() -> Iterator[GitHub]:
    """A repository that can be asked."""
    with GitHub() as server:
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
