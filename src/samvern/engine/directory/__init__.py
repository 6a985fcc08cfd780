"""The directory of the sector: what a row of the register means for it. No register is asked here."""

from samvern.engine.directory.changes import (
    BY_HAND,
    BY_REGISTER,
    SHIPPED,
    ChangeKind,
    Diff,
    Settled,
    SubUnitMoved,
    compare,
    find_mergers,
    kind_of_change,
    settle,
)
from samvern.engine.directory.made_up import made_up_units
from samvern.engine.directory.names import place_key, readable_name
from samvern.engine.directory.population import (
    Criteria,
    Selectable,
    plain_criteria,
    read_criteria,
    selects,
    with_choice,
)
from samvern.engine.directory.sector import (
    Placement,
    SectorRules,
    directory_values,
    place,
    size_class,
    with_standards,
    works_where_its_owner_is,
)
from samvern.engine.directory.unit import (
    Address,
    Facts,
    IndustryCode,
    RegisterUnit,
    facts_of,
)

__all__ = [
    "BY_HAND",
    "BY_REGISTER",
    "SHIPPED",
    "Address",
    "ChangeKind",
    "Criteria",
    "Diff",
    "Facts",
    "IndustryCode",
    "Placement",
    "RegisterUnit",
    "SectorRules",
    "Selectable",
    "Settled",
    "SubUnitMoved",
    "compare",
    "directory_values",
    "facts_of",
    "find_mergers",
    "kind_of_change",
    "made_up_units",
    "place",
    "place_key",
    "plain_criteria",
    "read_criteria",
    "readable_name",
    "selects",
    "settle",
    "size_class",
    "with_choice",
    "with_standards",
    "works_where_its_owner_is",
]
