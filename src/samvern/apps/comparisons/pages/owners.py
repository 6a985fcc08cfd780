"""Which owners gained and lost, as rows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.comparisons.queries import ComparisonPage
from samvern.engine.programme.lineage import OwnerChange
from samvern.ui.wording import comparison as wording

_COLOURS = {OwnerChange.CAME: "info", OwnerChange.LEFT: "attention"}


@dataclass(frozen=True)
class OwnerRow:
    """An owner with the codes of its measures before and after."""

    owner: str
    before: int
    earlier: str
    after: int
    later: str
    change: str
    colour: str


def owner_rows(page: ComparisonPage) -> tuple[OwnerRow, ...]:
    """Every owner of either programme, in the order of the comparison."""
    return tuple(
        OwnerRow(
            owner=shift.owner,
            before=len(shift.earlier),
            earlier=", ".join(shift.earlier),
            after=len(shift.later),
            later=", ".join(shift.later),
            change=wording.change_name(shift.change, gettext),
            colour=_COLOURS.get(shift.change, "neutral"),
        )
        for shift in page.found.owners
    )


def without_owner(page: ComparisonPage) -> list[str]:
    """How many measures name nobody, for each programme."""
    return [
        _("%(programme)s: %(count)d of %(of)d measures name no owner")
        % {"programme": side.id, "count": len(side.without_owner), "of": len(side.measures)}
        for side in (page.found.earlier, page.found.later)
    ]
