"""Copies of Daily Papers pages as browsers and tools make them."""

import json
from datetime import date
from pathlib import Path

import pytest

from generator.captures import Request, detect, read

HERE = Path(__file__).parent / "daily-copies"
CASES = sorted(HERE.glob("*.txt"))
CAPTURED = {"dp15-real-2026-markdown": date(2026, 10, 2), "dp17-real-2026-text": date(2026, 6, 29)}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_copy_is_read_with_exactly_its_fields(case: Path) -> None:
    text = case.read_text("utf-8")
    captured = CAPTURED.get(case.stem, date(2025, 12, 9))
    result = read(Request(text=text, source=case.name, captured=captured))
    assert detect(text).name == "daily-papers"
    assert [f for f in result.findings if f.severity == "error"] == []
    expected = json.loads(case.with_suffix(".expected.json").read_text("utf-8"))
    assert len(result.entries) == len(expected)
    for entry, fields in zip(result.entries, expected, strict=True):
        for name, value in fields.items():
            found = getattr(entry, name)
            if name == "organization" and found:
                found = {"handle": found.handle, "name": found.name}
            assert (str(found) if name == "published" and found else found) == value, name
