"""The pages of requirement sets: what queries give as parts of the design system, in words."""

from samvern.apps.frameworks.pages.arriving import (
    draft_context,
    put_back_context,
    release_context,
)
from samvern.apps.frameworks.pages.comparison import comparison_context
from samvern.apps.frameworks.pages.draft_columns import (
    columns_context,
    labels_of,
    sheet_context,
    source_context,
    target_choices,
)
from samvern.apps.frameworks.pages.editions import edition_context, editions_context
from samvern.apps.frameworks.pages.frame import frame, spoken
from samvern.apps.frameworks.pages.importing import choose_context
from samvern.apps.frameworks.pages.listing import sets_context
from samvern.apps.frameworks.pages.requirement import requirement_context
from samvern.apps.frameworks.pages.requirement_set import heading_choices, set_context

__all__ = [
    "choose_context",
    "columns_context",
    "comparison_context",
    "draft_context",
    "edition_context",
    "editions_context",
    "frame",
    "heading_choices",
    "labels_of",
    "put_back_context",
    "release_context",
    "requirement_context",
    "set_context",
    "sets_context",
    "sheet_context",
    "source_context",
    "spoken",
    "target_choices",
]
