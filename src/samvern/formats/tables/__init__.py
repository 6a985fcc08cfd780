"""Tables as CSV and XLSX, safe to open in a spreadsheet, and read back within limits.

A text that a spreadsheet would take for a formula stays a text: in CSV it gets an apostrophe in
front (which :func:`read_csv` takes off again), in XLSX the cell is marked as text.

Source
------
RFC 4180 for CSV; OWASP, "CSV Injection", for what counts as the beginning of a formula.
"""

from samvern.formats.tables.comma_separated import read_csv, write_csv
from samvern.formats.tables.sheets import MAX_SHEET_NAME, Row, Sheet, read_sheet, read_sheet_below
from samvern.formats.tables.table import Cell, Column, Table, looks_like_formula
from samvern.formats.tables.workbook import (
    About,
    Page,
    held_by_a_cell,
    read_xlsx,
    sheet_name,
    write_pages,
    write_xlsx,
)

__all__ = [
    "MAX_SHEET_NAME",
    "About",
    "Cell",
    "Column",
    "Page",
    "Row",
    "Sheet",
    "Table",
    "held_by_a_cell",
    "looks_like_formula",
    "read_csv",
    "read_sheet",
    "read_sheet_below",
    "read_xlsx",
    "sheet_name",
    "write_csv",
    "write_pages",
    "write_xlsx",
]
