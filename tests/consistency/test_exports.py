"""Every table on a page is to be had as a file, or says why not."""

from __future__ import annotations

import re
from pathlib import Path

import samvern

SOURCE = Path(samvern.__file__).parent

#: The components that show a table, or a figure with a table beside it.
_SHOWN = re.compile(r"{%\s*(?:table|matrix|share_bars|chart)\s[^%]*%}")


def test_every_table_has_its_files_or_a_reason() -> None:
    without = [
        f"{path.name}: {tag}"
        for path in sorted(SOURCE.rglob("templates/**/*.html"))
        if "gallery" not in path.parts
        for tag in _SHOWN.findall(path.read_text(encoding="utf-8"))
        if " exports=" not in tag and not re.search(r' no_export="[^"]{10,}"', tag)
    ]
    assert not without, (
        "say exports=exports.<key>, with the Exports of the page in its context and "
        "samvern.ui.exports.page_or_file in its view, or no_export=<why there is no file>"
    )


def test_no_page_shows_a_table_without_the_component() -> None:
    bare = [
        path.name
        for path in SOURCE.rglob("templates/**/*.html")
        if "<table" in path.read_text(encoding="utf-8")
        and path.parts[-2] not in {"parts", "elements"}
    ]
    assert not bare
