"""Turn the issue of a suggestion into files of the list; run by workflows/suggestion.yml.

The issue is a stranger's text. It is read from the file of the event, goes through the same import
and check as any other source, and never through a shell. Left behind, in the folder SUGGESTION:
`message.md`, for the stranger or for the editors, and `papers/` with what is new or changed; no
`papers/` means that the stranger has to mend something.

Where the issue has an arXiv address and nothing else of the paper, arXiv is asked. The answer is
an Atom feed: https://info.arxiv.org/help/api/user-manual.html
"""

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import github

MOST = 20  # papers of one suggestion: a person reads them all
_ARXIV = os.environ.get("ARXIV_API", "https://export.arxiv.org/api/query")
_ANSWER = 1_000_000  # bytes of arXiv's answer; one paper has a few thousand
# https://info.arxiv.org/help/arxiv_identifier.html: since 2007, and before.
_ID = re.compile(
    r"(?:^|arxiv\.org/(?:abs|pdf|html)/|arxiv[:.])\s*"
    r"(\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,3})?(?:\.pdf)?(?![\w.-]*\w)",
    re.IGNORECASE | re.ASCII,
)
_AGAIN = '\nChoose "Edit" in the menu of the issue\'s text, mend this and save: it is tried again.'
_KNOWN = "\nThere is nothing to do: what you told of it is there. Thank you all the same."


def fields(text: str) -> Mapping[str, str]:
    """What stands below each heading of the form, by the heading's first word in lower case."""
    parts = re.split(r"^### *(\w+).*$", text.replace("\r\n", "\n"), flags=re.MULTILINE)
    filled = (re.sub(r"^```\w*$", "", part, flags=re.MULTILINE).strip() for part in parts[2::2])
    told = zip(parts[1::2], filled, strict=True)
    return {name.lower(): value for name, value in told if value not in {"", "_No response_"}}


def arxiv_id(text: str) -> str:
    """The id in an arXiv address or DOI, or in the bare id; empty where there is none."""
    match = _ID.search(text)
    return match[1] if match else ""


def asked(identifier: str) -> bytes:
    """What arXiv tells of a paper, as an Atom feed.

    Raises:
        OSError: no answer, or one that cannot be.
    """
    request = urllib.request.Request(  # noqa: S310 - the address is a setting of the workflow
        f"{_ARXIV}?id_list={identifier}&max_results=1", headers={"User-Agent": "reading-list"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
            answer: bytes = response.read(_ANSWER + 1)
    except http.client.HTTPException as error:
        raise OSError("the answer broke off") from error
    if len(answer) > _ANSWER:
        raise OSError("the answer is too long")
    return answer


def source(issue: Mapping[str, Any], folder: Path) -> tuple[str, Path]:
    """The reader and the file to import: the issue's own text, or what arXiv tells."""
    text = issue["body"] or ""
    told = fields(text)
    identifier = arxiv_id(told.get("arxiv", ""))
    if identifier and not told.keys() & {"bibtex", "title"}:
        path = folder / f"arxiv-{identifier.replace('/', '-')}.xml"
        path.write_bytes(asked(identifier))
        return "arxiv", path
    path = folder / f"issue-{issue['number']}.md"
    path.write_text(text, "utf-8", newline="")
    return "issue", path


def reported(*command: str) -> Any:
    """The JSON that a command of reading-list prints."""
    done = subprocess.run(  # noqa: S603 - no shell, and no stranger's word is an option
        ["reading-list", *command],  # noqa: S607
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        raise OSError(f"reading-list {command[0]}: {done.stderr.strip()[:2_000]}") from error


def listed(findings: Iterable[Mapping[str, Any]], *severities: str) -> str:
    """The messages of findings as a list; that a file is refused whole says nothing new here."""
    told = (f for f in findings if f["code"] != "file-refused")
    said = (f["message"] for f in told if f["severity"] in severities)
    return "".join(f"- {' '.join(message.split())}\n" for message in dict.fromkeys(said))


def facts() -> Mapping[str, str]:
    """What the list has on each paper by its file; who said so comes last and is left out."""
    folder = Path("papers")
    return {
        path.relative_to(folder).as_posix():
        path.read_text("utf-8", "replace").partition("\nsources:")[0].rstrip()
        for pattern in ("*.yml", "*/*.yml") for path in folder.glob(pattern)
    }  # fmt: skip


def outcome(imported: Mapping[str, Any], before: Mapping[str, str]) -> tuple[str, list[str]]:
    """What to say of an import that is done, and the files of the papers to propose."""
    made = [e for e in imported["entries"] if e["outcome"] not in {"refused", "excluded"}]
    papers = {entry["file"]: entry["outcome"] for entry in made}
    after = facts()
    files = [name for name in papers if after.get(name) != before.get(name)]
    if wrong := listed(imported["findings"], "error"):
        return f"This cannot be read as a paper yet:\n\n{wrong}{_AGAIN}", []
    if not papers and (excluded := [f for f in imported["findings"] if f["code"] == "excluded"]):
        return f"The editors have decided against this:\n\n{listed(excluded, 'info')}", []
    if not papers:
        return f"No paper is told of here.\n{_AGAIN}", []
    if not files:
        names = "".join(f"- `papers/{name}`\n" for name in papers)
        return f"The list has this already:\n\n{names}{_KNOWN}", []
    if len(files) > MOST:
        return f"These are {len(files)} papers; {MOST} are the most at once.\n{_AGAIN}", []
    checked = reported("check", "--format", "json", *(f"papers/{name}" for name in files))
    if wrong := listed(checked["findings"], "error"):
        return f"This does not fit into the list yet:\n\n{wrong}{_AGAIN}", []
    names = "".join(f"- `papers/{name}` ({papers[name]})\n" for name in files)
    remarks = listed([*imported["findings"], *checked["findings"]], "warning")
    return names + (f"\nThe checks remark:\n\n{remarks}" if remarks else ""), files


def why(text: str) -> str:
    """The stranger's reason as a quotation, if there is one."""
    lines = "".join(f"> {line}\n" for line in fields(text).get("why", "").splitlines())
    return lines and f"\nWhy it belongs on this list:\n\n{lines}"


def main() -> str:
    """Import the issue and leave the result in the folder."""
    issue, folder = github.event()["issue"], Path(os.environ["SUGGESTION"])
    folder.mkdir(parents=True)
    work = folder.with_name("suggestion-work")
    work.mkdir()
    day = re.fullmatch(r"(\d{4}-\d\d-\d\d)T.*", issue["created_at"])
    added = ["--added", day[1]] if day else []
    files: list[str] = []
    try:
        reader, path = source(issue, work)
    except OSError as error:
        said = f"arXiv cannot be asked now ({error}). Fill in the title too.\n{_AGAIN}"
    else:
        before = facts()
        imported = reported("import", "--json", "--reader", reader, *added, str(path))
        said, files = outcome(imported, before)
    (folder / "message.md").write_text(said + (why(issue["body"] or "") if files else ""), "utf-8")
    for name in files:
        (folder / "papers" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path("papers") / name, folder / "papers" / name)
    return f"{len(files)} papers to propose" if files else f"nothing to propose: {said}"


if __name__ == "__main__":
    sys.exit(github.exit_status(main))
