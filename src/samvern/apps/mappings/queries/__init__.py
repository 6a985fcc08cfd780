"""What a viewer reads of mappings."""

from samvern.apps.mappings.queries.checking import ImportCheck, ImportRow, Kind, check_import
from samvern.apps.mappings.queries.inferring import Composed, MappedTo, composed, mapped_to
from samvern.apps.mappings.queries.pairs import (
    Pair,
    PairRow,
    Tie,
    mappings_by_id,
    pair_of,
    pairs,
    requirement_in,
    set_at,
    sets_to_map,
    with_words,
)
from samvern.apps.mappings.queries.quality import Looked, look_over
from samvern.apps.mappings.queries.reviewing import (
    Waiting,
    editions_of,
    next_waiting,
    waiting_for,
)
from samvern.apps.mappings.queries.rows import (
    mapping_for,
    plain,
    requirement_at,
    said_of,
    seen_by,
    value_of,
    values_of,
    visible_mappings,
)

__all__ = [
    "Composed",
    "ImportCheck",
    "ImportRow",
    "Kind",
    "Looked",
    "MappedTo",
    "Pair",
    "PairRow",
    "Tie",
    "Waiting",
    "check_import",
    "composed",
    "editions_of",
    "look_over",
    "mapped_to",
    "mapping_for",
    "mappings_by_id",
    "next_waiting",
    "pair_of",
    "pairs",
    "plain",
    "requirement_at",
    "requirement_in",
    "said_of",
    "seen_by",
    "set_at",
    "sets_to_map",
    "value_of",
    "values_of",
    "visible_mappings",
    "waiting_for",
    "with_words",
]
