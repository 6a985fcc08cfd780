"""A sheet for the wall of a small clinic: one page of A4 to be read from across the room, PDF/UA-1.

What stands on it is decided by who makes the :class:`WallSheet`; :mod:`samvern.formats.printing`
sets it.
"""

from samvern.formats.wall_sheet.sheet import BLANK, WallSheet, preview, write

__all__ = ["BLANK", "WallSheet", "preview", "write"]
