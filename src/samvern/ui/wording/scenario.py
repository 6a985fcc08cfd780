"""What moves by a scenario, and why, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from samvern.ui.numbers import number
from samvern.ui.wording.sentences import Gettext

if TYPE_CHECKING:
    from samvern.engine.priority import Cause, Move, RankingChange

_DECIMALS = 2


def switch_names(_: Gettext) -> dict[str, str]:
    """The parts of a scenario in the reader's language."""
    return {
        "weights": _("other weights"),
        "criteria": _("criteria left out"),
        "judgements": _("other judgements"),
        "scale": _("another scale"),
    }


def lines(
    change: RankingChange,
    causes: Sequence[Cause],
    names: Mapping[str, str],
    language: str,
    _: Gettext,
) -> Iterator[str]:
    """A change of a ranking as lines of text for a terminal."""
    yield ""
    yield _("What moves by the scenario:")
    moved = [move for move in change.moves if move.direction]
    for move in moved:
        yield "  • " + move_sentence(move, names, language, _)
        parts = cause_parts(move.id, causes, language, _)
        if len(causes) > 1 and parts:
            yield "      " + _("Of this: %(parts)s.") % {"parts": "; ".join(parts)}
    if not moved:
        yield "  " + _("Nothing moves by more than chance.")
    elif len(moved) < len(change.moves):
        yield "  " + _("The others do not move by more than chance.")


def move_sentence(move: Move, names: Mapping[str, str], language: str, _: Gettext) -> str:
    """Which way one of them moves; only for a move beyond noise."""
    params = {
        "name": f"{move.id} {names.get(move.id, '')}".strip(),
        "before": number(move.expected_rank.before, _DECIMALS, language),
        "after": number(move.expected_rank.after, _DECIMALS, language),
        "margin": number(move.expected_rank.half_width_95, _DECIMALS, language),
    }
    if move.direction == "up":
        said = _(
            "%(name)s moves up: mean rank %(before)s, now %(after)s (difference ± %(margin)s)."
        )
    else:
        said = _(
            "%(name)s moves down: mean rank %(before)s, now %(after)s (difference ± %(margin)s)."
        )
    return said % params


def cause_parts(alternative: str, causes: Sequence[Cause], language: str, _: Gettext) -> list[str]:
    """How far each part of the scenario moves its mean rank, where that is beyond noise."""
    called = switch_names(_)
    parts = []
    for cause in causes:
        found = cause.expected_rank[alternative]
        if found.is_beyond_noise:
            sign = "+" if found.amount > 0 else ""
            name = " + ".join(called[switch] for switch in cause.switches)
            parts.append(f"{name} {sign}{number(found.amount, _DECIMALS, language)}")
    return parts
