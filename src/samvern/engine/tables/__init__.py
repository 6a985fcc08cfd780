"""Tables as people keep them: where the heading stands, what columns stand for, what cells say.

What the fields are is for whoever imports to know: :mod:`samvern.engine.programme.table_import`
reads measures, :mod:`samvern.engine.frameworks.table_import` requirements.
"""

from samvern.engine.tables.cells import (
    MAX_CODE,
    Cell,
    Unreadable,
    column_letters,
    read_code,
    readable_text,
    text_of,
)
from samvern.engine.tables.columns import (
    SEPARATOR,
    SEPARATORS,
    ColumnUse,
    columns_from,
    columns_from_plain,
    columns_guessed,
    columns_to_plain,
    options_of,
    refuse_absent_columns,
)
from samvern.engine.tables.headings import (
    LOOKED_AT,
    NO_GUESS,
    Guess,
    Heading,
    Line,
    alike,
    cells_said_of,
    find_heading,
    rows_below,
    settle_languages,
)

__all__ = [
    "LOOKED_AT",
    "MAX_CODE",
    "NO_GUESS",
    "SEPARATOR",
    "SEPARATORS",
    "Cell",
    "ColumnUse",
    "Guess",
    "Heading",
    "Line",
    "Unreadable",
    "alike",
    "cells_said_of",
    "column_letters",
    "columns_from",
    "columns_from_plain",
    "columns_guessed",
    "columns_to_plain",
    "find_heading",
    "options_of",
    "read_code",
    "readable_text",
    "refuse_absent_columns",
    "rows_below",
    "settle_languages",
    "text_of",
]
