"""Mappings between requirements: relations, what they let an answer say of others, how good they are."""

from samvern.engine.mappings.inference import (
    Answer,
    Inference,
    Path,
    Step,
    infer,
    passes_on,
    telling_paths,
)
from samvern.engine.mappings.mapping import (
    Rationale,
    RequirementMapping,
    RequirementRef,
    ReviewState,
    Style,
    check_mappings,
)
from samvern.engine.mappings.quality import (
    Contradiction,
    Disagreement,
    MappingQuality,
    quality,
)
from samvern.engine.mappings.relations import (
    ANY,
    BASIC,
    COVERED,
    COVERING,
    SHARING,
    Possible,
    Relation,
    compose,
    converse,
    possible,
)

__all__ = [
    "ANY",
    "BASIC",
    "COVERED",
    "COVERING",
    "SHARING",
    "Answer",
    "Contradiction",
    "Disagreement",
    "Inference",
    "MappingQuality",
    "Path",
    "Possible",
    "Rationale",
    "Relation",
    "RequirementMapping",
    "RequirementRef",
    "ReviewState",
    "Step",
    "Style",
    "check_mappings",
    "compose",
    "converse",
    "infer",
    "passes_on",
    "possible",
    "quality",
    "telling_paths",
]
