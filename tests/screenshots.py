"""Take pictures of every kind of page, at phone and desktop width, light and dark.

    python tests/screenshots.py FOLDER [SITE]

SITE is a built site (by default it is built first into a temporary folder).
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from browser import launch, served

ROOT = Path(__file__).parent.parent
PAPER = "papers/gpipe-efficient-training-of-giant-neural-networks-using/"
PAGES = {
    "home": "", "papers": "papers/", "paper": PAPER, "topics": "topics/",
    "topic": "topics/pipeline-model-parallelism/", "tags": "tags/", "tag": "tags/lora/",
    "timeline": "timeline/", "map": "map/", "organizations": "organizations/", "health": "health/",
    "marks": "marks/",
}  # fmt: skip
WIDTHS = {"phone": (360, 740), "desktop": (1440, 900)}


def main(folder: Path, site: Path) -> None:
    """Write one PNG a page, width and palette."""
    folder.mkdir(parents=True, exist_ok=True)
    with served(site) as address, sync_playwright() as playwright, launch(playwright) as browser:
        for width, (across, down) in WIDTHS.items():
            for scheme in ("light", "dark"):
                page = browser.new_page(
                    viewport={"width": across, "height": down}, color_scheme=scheme
                )
                for name, path in PAGES.items():
                    page.goto(address + path)
                    page.screenshot(path=str(folder / f"{name}-{width}-{scheme}.png"))
                page.close()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as built:
            command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", built]
            subprocess.run(command, cwd=ROOT, check=True)
            main(Path(sys.argv[1]), Path(built))
