"""Find a Chromium for the browser tests, or get one: Debian's package, else Playwright's own.

Prints the path of the program. Where none can be had, says what to do and fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found() -> str | None:
    """The Chromium of this machine, the setting first."""
    if (chosen := os.environ.get("SAMVERN_CHROMIUM")) and Path(chosen).exists():
        return chosen
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Debian's package where we may install one, else Playwright's download."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "-qq", *command], stdout=sys.stderr, check=False)
    if found() is None:
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"],
            stdout=sys.stderr,
            check=False,
        )


def main() -> None:
    """Print the path, or fail with advice."""
    if found() is None:
        install()
    path = found()
    if path is None:
        sys.exit(
            "The browser tests need Chromium, and none could be installed. Install the package "
            "chromium, or set SAMVERN_CHROMIUM to the program, and run again."
        )
    print(path)


if __name__ == "__main__":
    main()
