"""The sheet for the wall: one page, tagged, and the same bytes for the same sheet."""

from __future__ import annotations

from io import BytesIO

import pytest

from samvern.formats.wall_sheet import BLANK, WallSheet, preview, write

SHEET = WallSheet(
    language="nb",
    title="Slik holder vi pasientene trygge",
    clinic="Legekontoret på hjørnet",
    rules=tuple(f"Fått en kode du ikke ba om? Ikke bruk den. Si fra {n}." for n in range(5)),
    lines_title="Hvem vi ringer",
    lines=(f"Står IT stille? Mappen ligger her: {BLANK}", "Leverandør: ____", "Uten linje"),
    foot="Fyll inn linjene for hånd.",
)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_is_one_page_that_can_be_read_aloud(language: str) -> None:
    from dataclasses import replace

    sheet = replace(SHEET, language=language)
    first, second = BytesIO(), BytesIO()
    write(sheet, first)
    write(sheet, second)
    assert first.getvalue() == second.getvalue()
    assert b"pdfuaid" in first.getvalue()
    assert len(preview(sheet)) == 1


def test_the_longest_rules_and_names_still_fit_one_page() -> None:
    long = WallSheet(**{**vars(SHEET), "clinic": "Lege " * 20, "rules": ("Ring nå. " * 7,) * 5})
    assert len(preview(long)) == 1


def test_room_to_write_is_a_line_and_no_text() -> None:
    assert SHEET.openings == ("Står IT stille? Mappen ligger her:", "Leverandør:", "Uten linje")
