"""Scenarios side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.decisions.pages import words
from samvern.apps.decisions.pages.figures import MOST_SHOWN, titles_of
from samvern.apps.decisions.pages.scenarios import scenario_url
from samvern.apps.decisions.queries import Compared, Comparison
from samvern.engine.priority import Move
from samvern.ui.numbers import number
from samvern.ui.wording import ranking as wording
from samvern.ui.wording import scenario as scenario_words


@dataclass(frozen=True)
class Cell:
    """Where an alternative stands in a scenario; None where the scenario does not rank it."""

    place: int
    first: float
    mean: float


@dataclass(frozen=True)
class Line:
    """An alternative across all scenarios, each by its title."""

    name: str
    cells: tuple[tuple[str, Cell | None], ...]


def comparison_page(page: Comparison) -> dict[str, Any]:
    """What the page shows beside its frame."""
    first = page.columns[0]
    columns = [_column(page, each) for each in page.columns]
    return {
        "page": page,
        "question": _("What moves, and why?"),
        "answer": " ".join([_answer(page), *_greatest_moves(page)]),
        "columns": columns,
        "lines": list(_lines(page)),
        "changes": [
            {
                **column,
                "sentences": list(_sentences(page, each)),
                "differences": [words.part_name(part) for part in each.parts],
            }
            for column, each in zip(columns[1:], page.columns[1:], strict=True)
        ],
        "against": columns[0]["title"],
        "half_width": max(each.figures.ranking.half_width_95 for each in page.columns),
        "samples": first.figures.ranking.samples,
    }


def _column(page: Comparison, column: Compared) -> dict[str, Any]:
    scenario = column.scenario
    ranking = column.figures.ranking
    return {
        "title": _title(column),
        "url": scenario_url(page.programme, scenario.id) if scenario else "",
        "is_example": bool(scenario and scenario.is_example),
        "is_frozen": bool(scenario and scenario.is_frozen),
        "answer": wording.answer(ranking, titles_of(column.figures), words.language(), gettext),
    }


def _title(column: Compared) -> str:
    return column.scenario.title if column.scenario else _("The programme's own basis")


def _lines(page: Comparison) -> Iterator[Line]:
    titles = [_title(each) for each in page.columns]
    order = [each.id for each in page.columns[0].figures.ranking.alternatives]
    places = [
        {
            each.id: Cell(place, each.rank_acceptability[0], each.expected_rank)
            for place, each in enumerate(column.figures.ranking.alternatives, start=1)
        }
        for column in page.columns
    ]
    order += sorted({code for found in places for code in found} - set(order))
    for code in order[:MOST_SHOWN]:
        cells = tuple((title, found.get(code)) for title, found in zip(titles, places, strict=True))
        yield Line(words.alternative_name(code, _names(page)), cells)


def _answer(page: Comparison) -> str:
    """Whether the first place is the same in all of them."""
    firsts = {column.figures.ranking.alternatives[0].id for column in page.columns}
    if len(firsts) == 1:
        return _("%(name)s stands first in all of them.") % {
            "name": words.alternative_name(firsts.pop(), _names(page))
        }
    return _("They do not agree on the first place: it is %(names)s.") % {
        "names": _(" or ").join(
            words.alternative_name(code, _names(page)) for code in sorted(firsts)
        )
    }


def _greatest_moves(page: Comparison) -> Iterator[str]:
    """What moves most in each scenario, for the first screen."""
    for column in page.columns[1:]:
        moved = _moved(column)
        if not moved:
            yield _("In “%(scenario)s” nothing moves.") % {"scenario": _title(column)}
            continue
        said = (
            _("In “%(scenario)s” %(name)s moves most, up from %(before)s to %(after)s.")
            if moved[0].direction == "up"
            else _("In “%(scenario)s” %(name)s moves most, down from %(before)s to %(after)s.")
        )
        mean = moved[0].expected_rank
        yield said % {
            "scenario": _title(column),
            "name": words.alternative_name(moved[0].id, _names(page)),
            "before": number(mean.before, 1, words.language()),
            "after": number(mean.after, 1, words.language()),
        }


def _moved(column: Compared) -> list[Move]:
    """What moves by more than chance could, the furthest first."""
    moved = [move for move in column.change.moves if move.direction]
    return sorted(moved, key=lambda each: -abs(each.expected_rank.difference.amount))


def _sentences(page: Comparison, column: Compared) -> Iterator[str]:
    names, reader = _names(page), words.language()
    for move in _moved(column)[:MOST_SHOWN]:
        parts = []
        if len(column.causes) > 1:
            parts = scenario_words.cause_parts(move.id, column.causes, reader, gettext)
        said = scenario_words.move_sentence(move, names, reader, gettext)
        of_this = _("Of this: %(parts)s.") % {"parts": "; ".join(parts)}
        yield f"{said} {of_this}" if parts else said
    for code in column.change.gone:
        yield _("%(name)s is not ranked here.") % {"name": words.alternative_name(code, names)}
    for code in column.change.new:
        yield _("%(name)s is ranked here only.") % {"name": words.alternative_name(code, names)}


def _names(page: Comparison) -> dict[str, str]:
    found = dict(page.names.alternatives)
    for column in page.columns:
        for code, title in titles_of(column.figures).items():
            found.setdefault(code, title)
    return found
