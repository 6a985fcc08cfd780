"""Made-up panels, so that a newcomer sees spread and disagreement, and has one to judge in.

They are named examples wherever they are shown, and only made-up people judge in them: nobody
real thinks so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from samvern.apps.panels import operations
from samvern.apps.panels.models import Level, Names, Panel, Rule
from samvern.apps.panels.rules import JudgeEntry, OpinionEntry, Plan
from samvern.apps.programmes.models import Programme
from samvern.base.models import User
from samvern.base.viewer import viewer_for
from samvern.engine.programme.document import SCALE_LEVELS, Scale

#: The programme that the examples are about, and the made-up people who run it and judge.
_PROGRAMME = "IE-1125"
_RUN_BY = "authority@demo.samvern.example"
_JUDGES = tuple(
    f"{account}@demo.samvern.example"
    for account in ("owner", "helsecert", "officer", "logs", "supplier")
)
_ALTERNATIVES = ("1", "3", "5", "7")
_CRITERIA = ("contribution.R1", "contribution.R2")
#: What each judge says of each cell in turn: a level (0 the lowest), between two (1.5), or
#: nothing known (None). They agree on the first, differ on some, stand far apart on the fourth.
_SAID: tuple[tuple[float | None, ...], ...] = (
    (2, 3, 2, 0, 1, 2, 1, 3),
    (2, 3, 1, 3, 1.5, 2, None, 2),
    (2, 2, 2, 3, 1, 3, 1, 3),
    (2, 3, 1.5, 0, None, 2, 1, 1),
    (2, 2, 1, 0.5, 2, 1, 0, 2),
)


@transaction.atomic
def load_examples(*, at: datetime) -> int:
    """Hold the examples unless there are any; how many panels are new."""
    people = {user.email: user for user in User.objects.filter(is_demo=True, is_active=True)}
    programme = Programme.objects.filter(code=_PROGRAMME).first()
    is_there = Panel.objects.filter(planned_by__is_demo=True).exists()
    if programme is None or is_there or not {_RUN_BY, *_JUDGES} <= set(people):
        return 0
    closed = _open(
        people[_RUN_BY],
        at=at,
        title="Eksempel: hvor mye bidrar fire innsatsområder mot to risikoer?",
        names=Names.ALL,
    )
    _judge(closed, [people[email] for email in _JUDGES], at=at)
    operations.close_panel(
        by=viewer_for(people[_RUN_BY], channel="system"), panel_id=closed.pk, at=at
    )
    _open(
        people[_RUN_BY],
        at=at,
        title="Eksempel: et panel som venter på svar",
        names=Names.NOBODY,
    )
    return 2


def _open(by: User, *, at: datetime, title: str, names: str) -> Panel:
    viewer = viewer_for(by, channel="system")
    plan = Plan(
        title=title,
        purpose="Oppdiktet eksempel. Ingen virkelige personer har svart.",
        level=Level.FOCUS_AREA,
        rule=Rule.LINEAR,
        names=names,
        answer_by=timezone.localdate(at) + timedelta(days=14),
        judges=tuple(JudgeEntry(email) for email in _JUDGES),
        alternatives=_ALTERNATIVES,
        criteria=_CRITERIA,
    )
    saved = operations.plan_panel(by=viewer, code=_PROGRAMME, plan=plan, at=at)
    return operations.open_panel(by=viewer, panel_id=saved.pk, at=at)


def _judge(panel: Panel, judges: Sequence[User], *, at: datetime) -> None:
    cells = list(panel.cells.order_by("position").values_list("pk", flat=True))
    for judge, said in zip(judges, _SAID, strict=True):
        operations.give_opinions(
            by=viewer_for(judge, channel="system"),
            panel_id=panel.pk,
            opinions=list(_opinions(cells, said)),
            at=at,
        )


def _opinions(cells: Sequence[int], said: Sequence[float | None]) -> Iterator[OpinionEntry]:
    for cell, height in zip(cells, said, strict=True):
        yield OpinionEntry(cell, _levels(height), is_unknown=height is None)


def _levels(height: float | None) -> Mapping[str, float]:
    """The probabilities of the levels for how high somebody judges; all alike when not known."""
    levels = SCALE_LEVELS[Scale.CONTRIBUTION]
    if height is None:
        return {level: 1 / len(levels) for level in levels}
    lower = int(height)
    if height == lower:
        return {levels[lower]: 1.0}
    return {levels[lower]: 0.5, levels[lower + 1]: 0.5}
