"""What the hospital and those above it have written, through the operations of every module.

Each part makes the rows of a module, in every state that decides who sees them, and says its texts
through ``say``. A new module adds its part to ``STORY``; the test names tables that nobody fills.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tests.strangers.markers import Markers
from tests.strangers.sector import Sector
from tests.strangers.story.follow_up import follow_up, papers
from tests.strangers.story.indicators import indicators
from tests.strangers.story.organisations import organisations, tokens
from tests.strangers.story.programmes import programmes
from tests.strangers.story.reporting import reporting
from tests.strangers.story.requirement_sets import requirement_sets
from tests.strangers.story.self_assessments import self_assessments, short_check
from tests.strangers.story.told import told

STORY: Final[tuple[Callable[[Sector, Markers], None], ...]] = (
    organisations,
    tokens,
    requirement_sets,
    programmes,
    follow_up,
    papers,
    self_assessments,
    short_check,
    reporting,
    indicators,
    told,
)


def tell(sector: Sector, say: Markers) -> None:
    """Everything."""
    for part in STORY:
        part(sector, say)
