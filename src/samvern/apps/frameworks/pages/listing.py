"""The list of everything that the sector is measured against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks.models import RequirementSet, Sharing
from samvern.apps.frameworks.pages.frame import begun, spoken, validity
from samvern.apps.frameworks.queries import ListedSet
from samvern.base import registry
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import FrameworkKind, WordingStatus
from samvern.ui import numbers
from samvern.ui.exports import SHARE, Export, ExportColumn, Exports
from samvern.ui.parts import Link
from samvern.ui.wording import frameworks as wording


@dataclass(frozen=True)
class SetLine:
    """A set in the list."""

    code: str
    version: str
    title: str
    url: str
    kind: str
    publisher: str
    requirements: int
    validity: str
    trust: str
    rest: str
    own_share: float | None
    others: tuple[Link, ...]
    is_kept_within: bool


def sets_context(viewer: Viewer, found: Sequence[ListedSet]) -> dict[str, Any]:
    """Every set with how much it asks for and how far its wording can be trusted."""
    rows = sorted((_line(each) for each in found), key=lambda row: row.title)
    asked = sum(row.requirements for row in rows)
    answer = ngettext(
        "%(sets)s set with %(requirements)s requirements in all.",
        "%(sets)s sets with %(requirements)s requirements in all.",
        len(rows),
    )
    return {
        "rows": rows,
        "answer": answer % {"sets": _figure(len(rows)), "requirements": _figure(asked)},
        "buttons": registry.buttons_at("frameworks:sets", viewer, "", {}),
        "is_any_unsure": any(row.rest for row in rows),
        "exports": Exports(
            "", [Export("requirement-sets", _("Requirement sets"), _columns(), rows)]
        ),
    }


def set_url(found: RequirementSet) -> str:
    """The page of a version of a set."""
    return reverse("frameworks:set", args=[found.code, found.version])


def _line(each: ListedSet) -> SetLine:
    found = each.row.set
    total = sum(each.counted.values())
    own = each.counted.get(WordingStatus.VERIFIED, 0)
    return SetLine(
        code=found.code,
        version=found.version,
        title=found.title_in_words,
        url=set_url(found),
        kind=wording.kind_name(FrameworkKind(found.kind), gettext),
        publisher=found.publisher,
        requirements=each.row.requirements,
        validity=begun(validity(found.effective_from, found.effective_to)),
        trust=wording.own_words_sentence(each.counted, gettext),
        rest=begun(wording.rest_in_words(each.counted, gettext)),
        own_share=own / total if total else None,
        others=tuple(Link(other.version, set_url(other)) for other in each.row.others),
        is_kept_within=found.sharing == Sharing.SECTOR,
    )


def _columns() -> list[ExportColumn[SetLine]]:
    return [
        ExportColumn(_("Code"), lambda row: row.code),
        ExportColumn(_("Version"), lambda row: row.version),
        ExportColumn(_("Title"), lambda row: row.title, 60),
        ExportColumn(_("Sort"), lambda row: row.kind),
        ExportColumn(_("Published by"), lambda row: row.publisher, 40),
        ExportColumn(_("Requirements"), lambda row: row.requirements),
        ExportColumn(_("In force"), lambda row: row.validity),
        ExportColumn(
            _("Wording that is the publisher's own"), lambda row: row.own_share, 20, SHARE
        ),
        ExportColumn(_("The rest of the wording"), lambda row: row.rest, 60),
        ExportColumn(_("Other versions"), lambda row: ", ".join(each.title for each in row.others)),
    ]


def _figure(count: int) -> str:
    return numbers.number(count, language=spoken())
