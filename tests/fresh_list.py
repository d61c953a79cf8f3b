"""The files that a fresh list has from this repository as they are.

`python tests/fresh_list.py` copies them into templates/new/ after a change.
"""

import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
NEW = ROOT / "templates" / "new"
COPIED = (NEW / "github", NEW / "vscode")  # nothing else is in these
OURS_ALONE = {".github/workflows/tests.yml"}  # the package's own tests


def copies() -> dict[Path, Path]:
    """Each file for GitHub and for editors of this repository, and where the template has it."""
    found = [p for p in (ROOT / ".github").rglob("*") if p.suffix in {".yml", ".py"}]
    found += (ROOT / ".vscode").glob("*.json")
    names = {p.relative_to(ROOT).as_posix() for p in [*found, ROOT / "action.yml"]}
    return {ROOT / name: NEW / name.removeprefix(".") for name in sorted(names - OURS_ALONE)}


if __name__ == "__main__":
    for folder in COPIED:
        shutil.rmtree(folder, ignore_errors=True)
    for ours, copy in copies().items():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ours, copy)
