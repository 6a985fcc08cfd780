"""Measures from a table: what its columns stand for, what its rows change, and taking it back.

A table is read by :mod:`samvern.formats`; here rows of cells are compared with a programme. Each
step is pure: nothing is stored, and what is guessed is for somebody to confirm.
"""

from samvern.engine.programme.table_import.changes import (
    FieldChange,
    Grounds,
    MeasureChange,
    TableCheck,
    differences,
)
from samvern.engine.programme.table_import.checking import check_table
from samvern.engine.programme.table_import.fields import (
    Reading,
    TableMapping,
    Target,
    check_mapping,
    targets_of,
)
from samvern.engine.programme.table_import.headings import (
    columns_from,
    find_heading,
    guess_columns,
)
from samvern.engine.programme.table_import.mapping_file import (
    mapping_from_plain,
    mapping_to_plain,
)
from samvern.engine.programme.table_import.undoing import (
    changes_from_plain,
    changes_to_plain,
    undone,
)
from samvern.engine.tables import (
    SEPARATORS,
    ColumnUse,
    Guess,
    Heading,
    column_letters,
    columns_guessed,
    rows_below,
    text_of,
)

__all__ = [
    "SEPARATORS",
    "ColumnUse",
    "FieldChange",
    "Grounds",
    "Guess",
    "Heading",
    "MeasureChange",
    "Reading",
    "TableCheck",
    "TableMapping",
    "Target",
    "changes_from_plain",
    "changes_to_plain",
    "check_mapping",
    "check_table",
    "column_letters",
    "columns_from",
    "columns_guessed",
    "differences",
    "find_heading",
    "guess_columns",
    "mapping_from_plain",
    "mapping_to_plain",
    "rows_below",
    "targets_of",
    "text_of",
    "undone",
]
