"""Two programmes compared: which measures live on in which, and what became of the owners.

:func:`propose_links` finds likely kin by likeness of texts, owners, target groups and focus
areas; a proposal is never more than that until a person confirms it. :func:`compare` says what
follows from links: what was carried on, split, merged, regrouped, dropped, and what is new.
"""

from samvern.engine.programme.lineage.assignment import JOIN_FROM, PROPOSE_FROM
from samvern.engine.programme.lineage.comparison import (
    Comparison,
    Group,
    GroupKind,
    OwnerChange,
    OwnerShift,
    Side,
    check_links,
    compare,
    owner_shifts,
)
from samvern.engine.programme.lineage.likeness import NO_HOLDERS, WEIGHTS, Holders
from samvern.engine.programme.lineage.links import SETTLED, Likeness, Link, LinkStatus
from samvern.engine.programme.lineage.proposals import propose_links

__all__ = [
    "JOIN_FROM",
    "NO_HOLDERS",
    "PROPOSE_FROM",
    "SETTLED",
    "WEIGHTS",
    "Comparison",
    "Group",
    "GroupKind",
    "Holders",
    "Likeness",
    "Link",
    "LinkStatus",
    "OwnerChange",
    "OwnerShift",
    "Side",
    "check_links",
    "compare",
    "owner_shifts",
    "propose_links",
]
