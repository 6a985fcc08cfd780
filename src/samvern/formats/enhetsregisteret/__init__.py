"""Files of Enhetsregisteret: all units or sub-units at once, and the feed of what changed.

The bulk files (``/enheter/lastned``, ``/underenheter/lastned``) are one huge JSON array,
gzipped, or CSV with a column for each value. Both are read row by row, so that memory does not
grow with the file, and both are hostile until read: a row that cannot be used is handed out with
its number and what is wrong, and the next one follows.

Source
------
Brønnøysundregistrene, Enhetsregisteret, open API: https://data.brreg.no/enhetsregisteret/api
(NLOD).
"""

from samvern.formats.enhetsregisteret.bulk import Row, read, write_csv, write_json
from samvern.formats.enhetsregisteret.updates import (
    UnitChange,
    Update,
    UpdatePage,
    read_units,
    read_updates,
)

__all__ = [
    "Row",
    "UnitChange",
    "Update",
    "UpdatePage",
    "read",
    "read_units",
    "read_updates",
    "write_csv",
    "write_json",
]
