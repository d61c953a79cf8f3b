"""What is said at the end of a run."""

import pytest
from needs import summary, system


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many tests a missing program has skipped, and how to install it."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = (str(r.longrepr[2]).removeprefix("Skipped: ") for r in skipped)
    if lines := summary(reasons, system()):
        terminalreporter.section("skipped")
        for line in lines:
            terminalreporter.line(line)
