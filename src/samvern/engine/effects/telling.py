"""What of a card may be told to those who see no organisation's own values.

The reader is taken to know these rules, and perhaps to be one of those compared. The least number and
the base are those of :mod:`samvern.engine.assessments.statistics`.
"""

from __future__ import annotations

from dataclasses import replace

from samvern.engine.assessments import BASE, LEAST_ANSWERS
from samvern.engine.effects.card import EffectCard, Method
from samvern.engine.effects.record import without_names
from samvern.engine.effects.staggered import StaggeredEffect


def is_tellable(card: EffectCard, *, is_usual: bool = True) -> bool:
    """Whether a card rests on so many that it says nothing of anybody.

    Ten organisations or more stand behind it, and where some are compared with others, five or more
    on either side. Looked at in another way than the usual one, those who started together must be
    five or more, too: from the same values in two ways one could subtract.

    Examples
    --------
    >>> from samvern.engine.effects import Better, EffectPanel, effect_card
    >>> def card(starters, others):
    ...     rows = ((0.0, 1.0),) * starters + ((0.0, 0.0),) * others
    ...     starts = ("2",) * starters + (None,) * others
    ...     names = tuple(map(str, range(len(rows))))
    ...     return effect_card(EffectPanel(names, ("1", "2"), rows, starts), better=Better.HIGHER)
    >>> [is_tellable(card(*sides)) for sides in ((5, 5), (4, 9), (10, 0), (9, 0))]
    [True, False, True, False]
    """
    if card.method is not Method.COMPARISON or card.comparison is None:
        return card.starters >= LEAST_ANSWERS
    found = card.comparison
    sides = min(card.starters, card.compared)
    if found.organisations < LEAST_ANSWERS or sides < BASE:
        return False
    return is_usual or has_tellable_parts(found)


def told_card(card: EffectCard) -> EffectCard:
    """The card without what could be worked out to be some few organisations' own.

    The figure that stands first, its interval, counts and reservations stay. What was before and after
    goes, and so does every figure by time or start where some of those who started together are
    fewer than five: with the others one could subtract.
    """
    found = without_names(card).comparison
    if found is not None and card.method is not Method.COMPARISON:
        found = None
    if found is not None and not has_tellable_parts(found):
        found = replace(
            found,
            averages={found.headline: found.estimate},
            since_start=(),
            by_start=(),
            group_time=(),
        )
    return replace(card, comparison=found, description=None)


def has_tellable_parts(found: StaggeredEffect) -> bool:
    """Whether all who started together are so many that figures by time and start may be told."""
    groups = [each.organisations for each in found.by_start]
    cells = [min(each.organisations, each.compared_with) for each in found.group_time]
    return min(groups + cells, default=0) >= BASE
