"""Lay the tile map of the municipalities anew: fills in row and column in its catalogue file."""

from __future__ import annotations

import re
from pathlib import Path

from samvern.apps.actors import catalogue
from samvern.engine.tile_map import lay_tiles

FILE = Path(__file__).resolve().parent.parent / "src/samvern/catalogues/actors/tiles.yaml"


def main() -> None:
    """Rewrite the file; everything but rows and columns stays."""
    tiles = lay_tiles(catalogue.municipality_places())
    text = FILE.read_text(encoding="utf-8")
    for number, tile in tiles.items():
        laid = rf"\g<1>row: {tile.row}, column: {tile.column}}}"
        text = re.sub(rf'(number: "{number}", .*?)row: .*', laid, text)
    FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
