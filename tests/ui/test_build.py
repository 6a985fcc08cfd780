"""The built front end: the same input gives the same files, all our own."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from samvern.ui.tags.page import BUILT
from tools.front_end import NODE, ROOT


@pytest.fixture(scope="module")
def built() -> dict[str, Path]:
    """The files that templates ask for, by the names they ask by."""
    names = json.loads((BUILT / "manifest.json").read_text("utf-8"))
    return {name: BUILT / hashed for name, hashed in names.items()}


def test_a_second_build_gives_the_same_names_and_so_the_same_bytes(tmp_path: Path) -> None:
    script = ROOT / "src/samvern/ui/assets/build.mjs"
    manifests = []
    for target in (tmp_path / "first", tmp_path / "second"):
        subprocess.run([NODE, script, target], cwd=ROOT, check=True)
        manifests.append((target / "manifest.json").read_text("utf-8"))
    assert manifests[0] == manifests[1]
    assert manifests[0] == (BUILT / "manifest.json").read_text("utf-8")


def test_everything_a_page_needs_is_there(built: dict[str, Path]) -> None:
    wanted = {"samvern.css", "samvern.js", "charts.js", "icons.svg", "favicon.svg"}
    assert wanted <= set(built)
    assert all(path.stat().st_size for path in built.values())


def test_styles_load_nothing_from_elsewhere(built: dict[str, Path]) -> None:
    css = built["samvern.css"].read_text("utf-8")
    addresses = re.findall(r'url\("?([^")]+)"?\)', css)
    files = [address for address in addresses if not address.startswith("data:")]
    assert len(files) == 2
    assert all((BUILT / file).is_file() for file in files)
    assert "@import" not in css


def test_icons_asked_for_are_in_the_sprite(built: dict[str, Path]) -> None:
    sprite = built["icons.svg"].read_text("utf-8")
    symbols = re.findall(r'<symbol id="(\w+)"', sprite)
    asked = set()
    for file in (ROOT / "src/samvern").rglob("*.html"):
        asked |= set(re.findall(r"{% icon \"(\w+)\" %}", file.read_text("utf-8")))
    assert asked <= set(symbols)
    assert symbols == sorted(set(symbols))


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert all(
        "integrity" in package
        for name, package in lock["packages"].items()
        if name.startswith("node_modules/")
    )


def test_the_script_of_every_page_stays_small(built: dict[str, Path]) -> None:
    assert built["samvern.js"].stat().st_size < 100_000
    assert built["samvern.css"].stat().st_size < 160_000
