"""The pages of requirement sets: what queries give as parts of the design system, in words."""

from samvern.apps.frameworks.pages.comparison import comparison_context
from samvern.apps.frameworks.pages.editions import edition_context, editions_context
from samvern.apps.frameworks.pages.frame import frame, spoken
from samvern.apps.frameworks.pages.listing import sets_context
from samvern.apps.frameworks.pages.requirement import requirement_context
from samvern.apps.frameworks.pages.requirement_set import heading_choices, set_context

__all__ = [
    "comparison_context",
    "edition_context",
    "editions_context",
    "frame",
    "heading_choices",
    "requirement_context",
    "set_context",
    "sets_context",
    "spoken",
]
