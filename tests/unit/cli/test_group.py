import os

import pytest
from click.testing import CliRunner

from generator.cli.group import main

THREADS = "OPENBLAS_NUM_THREADS"


@pytest.mark.parametrize(("before", "after"), [(None, "1"), ("4", "4")])
def test_linear_algebra_uses_one_thread_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, before: str | None, after: str
) -> None:
    monkeypatch.setenv(THREADS, before or "")  # restored after the test
    if before is None:
        monkeypatch.delenv(THREADS)
    assert CliRunner().invoke(main, ["schema", "paper"]).exit_code == 0
    assert os.environ[THREADS] == after
