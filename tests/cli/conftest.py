"""The command line as somebody types it: what is typed, and what comes back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from samvern.cli.main import main


class Outcome(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def samvern(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command ``samvern`` in this process: ``samvern("programme", "check", path)``."""
    monkeypatch.delenv("SAMVERN_LANG", raising=False)

    def run(*arguments: object, language: str = "en") -> Outcome:
        with pytest.raises(SystemExit) as ended:
            main(["--lang", language, *map(str, arguments)])
        sys.stdout.flush()
        captured = capfd.readouterr()
        assert "Traceback" not in captured.err
        return Outcome(int(ended.value.code or 0), captured.out, captured.err)

    return run
