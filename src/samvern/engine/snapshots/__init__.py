"""A programme as it stood at one moment, for papers: who may read what of it, and does it agree?

A snapshot is plain values. What it holds lies in *layers*: a paper for an audience is made from what
:func:`open_for` gives of them, and so cannot say what its readers may not see.
"""

from samvern.engine.snapshots.audience import WIDER, Audience, is_wider, narrower, open_for
from samvern.engine.snapshots.checking import (
    CheckedFinding,
    check_snapshot,
    printed_measures,
)
from samvern.engine.snapshots.findings import finding_from_json, finding_to_json
from samvern.engine.snapshots.numbers import (
    KnownNumbers,
    NumberInText,
    known_numbers,
    numbers_in,
    unknown_numbers,
)
from samvern.engine.snapshots.telling import SafeLights, safe_lights

__all__ = [
    "WIDER",
    "Audience",
    "CheckedFinding",
    "KnownNumbers",
    "NumberInText",
    "SafeLights",
    "check_snapshot",
    "finding_from_json",
    "finding_to_json",
    "is_wider",
    "known_numbers",
    "narrower",
    "numbers_in",
    "open_for",
    "printed_measures",
    "safe_lights",
    "unknown_numbers",
]
