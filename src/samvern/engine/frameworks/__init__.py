"""Requirement sets: what everybody is measured against, in versions that can be followed."""

from samvern.engine.frameworks.checking import check_framework, find_flaws
from samvern.engine.frameworks.comparison import (
    SOURCES,
    Change,
    FieldChange,
    FrameworkComparison,
    RequirementChange,
    compare,
)
from samvern.engine.frameworks.document import (
    NOT_AS_PUBLISHED,
    WORDED_FIELDS,
    Framework,
    FrameworkKind,
    Reference,
    Requirement,
    Wording,
    WordingSource,
    WordingStatus,
    count_wordings,
    in_tree_order,
)
from samvern.engine.frameworks.following import (
    Fate,
    Followed,
    FollowStep,
    chain_of,
    follow,
    follow_all,
    successors,
)
from samvern.engine.frameworks.losses import TRUST, Loss, LossKind, losses
from samvern.engine.frameworks.selection import applying_to, narrowed

__all__ = [
    "NOT_AS_PUBLISHED",
    "SOURCES",
    "TRUST",
    "WORDED_FIELDS",
    "Change",
    "Fate",
    "FieldChange",
    "FollowStep",
    "Followed",
    "Framework",
    "FrameworkComparison",
    "FrameworkKind",
    "Loss",
    "LossKind",
    "Reference",
    "Requirement",
    "RequirementChange",
    "Wording",
    "WordingSource",
    "WordingStatus",
    "applying_to",
    "chain_of",
    "check_framework",
    "compare",
    "count_wordings",
    "find_flaws",
    "follow",
    "follow_all",
    "in_tree_order",
    "losses",
    "narrowed",
    "successors",
]
