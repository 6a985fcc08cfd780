"""Requirements from a table: the exact wording of a publisher's own spreadsheet, laid over a set.

A table is read by :mod:`samvern.formats`; here rows of cells are laid over a version of a set.
Nothing is stored, and what is guessed of the columns is for somebody to confirm.
"""

from samvern.engine.frameworks.table_import.columns import (
    REFERENCES,
    SheetMapping,
    check_mapping,
    find_heading,
    guess_columns,
    is_target,
    mapping_from_plain,
    mapping_to_plain,
)
from samvern.engine.frameworks.table_import.reading import SheetCheck, check_table

__all__ = [
    "REFERENCES",
    "SheetCheck",
    "SheetMapping",
    "check_mapping",
    "check_table",
    "find_heading",
    "guess_columns",
    "is_target",
    "mapping_from_plain",
    "mapping_to_plain",
]
