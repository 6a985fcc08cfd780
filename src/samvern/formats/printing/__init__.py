"""Plain values set by Typst into accessible PDF (PDF/UA-1), the same bytes for the same values.

What a paper says is decided by whoever makes the values; here it is only set, with the fonts that
Typst brings, so that it looks the same on every machine. Texts are handed over as data and never
become markup.

Source
------
ISO 14289-1 (PDF/UA-1); Typst checks it while it sets a paper and refuses what breaks it.
"""

from samvern.formats.printing.press import find_said, set_pages
from samvern.formats.printing.text import MISSING, every_text, printable

__all__ = ["MISSING", "every_text", "find_said", "printable", "set_pages"]
