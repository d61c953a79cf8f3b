"""What social cards cost: processor time of a build without them, with them drawn, with them kept.

    python benchmarks/cards.py [N …]

Processor time, not seconds on the clock: a busy machine disturbs it less. Compare figures of one
run.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from lists import list_of

SIZES = (120, 1000)


def built(folder: Path, target: str) -> float:
    """Seconds of processor time that a build takes."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(folder / target)]
    before = os.times()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603
    after = os.times()
    return (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )


def weight(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(size: int) -> str:
    """One row of the table."""
    with list_of(size) as folder:
        config = folder / "mkdocs.yml"
        settings = config.read_text("utf-8")
        off = re.sub(r"  - reading-list$", "  - reading-list: {social_cards: false}", settings,
                     flags=re.MULTILINE)  # fmt: skip
        assert off != settings
        config.write_text(off, "utf-8")
        without = built(folder, "without")
        config.write_text(settings, "utf-8")
        drawing = built(folder, "drawn")
        keeping = built(folder, "kept")
        cards = list((folder / "drawn" / "assets" / "cards").rglob("*.png"))
        sizes = sorted(card.stat().st_size for card in cards)
        site = weight(folder / "without") / 2**20
    count = len(cards)
    return (
        f"| {size:,} | {count:,} | {without:.1f} s | +{drawing - without:.1f} s | "
        f"+{keeping - without:.1f} s | {(drawing - without) / count * 1000:.0f} ms | "
        f"{sizes[count // 2] / 1000:.0f} / {sizes[-1] / 1000:.0f} kB | {site:.0f} MB | "
        f"+{sum(sizes) / 2**20:.0f} MB |"
    )


if __name__ == "__main__":
    columns = ["papers", "cards", "build without", "cards drawn", "cards kept", "a card",
               "typical, largest", "site without", "its cards"]  # fmt: skip
    print(f"| {' | '.join(columns)} |")
    print("|---" * len(columns) + "|")
    for number in [int(argument) for argument in sys.argv[1:]] or SIZES:
        print(measure(number), flush=True)
