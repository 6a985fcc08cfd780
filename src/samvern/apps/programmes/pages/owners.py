"""The page on which the authority says who owns a measure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samvern.apps.programmes.holders import Holders
from samvern.apps.programmes.operations import OwnerEntry
from samvern.apps.programmes.queries import MeasurePage


def owners_page(sheet: MeasurePage) -> dict[str, Any]:
    """What the page shows beside its frame and form."""
    codes = [sheet.programme.code, sheet.measure.code]
    return {
        "heading": _("Who owns the measure?"),
        "eyebrow": f"{sheet.measure.code} {sheet.measure.title}",
        "back_url": reverse("programmes:measure", args=codes),
        "notice": sheet.measure.owner_note,
    }


def owners_state(sheet: MeasurePage) -> dict[str, Any]:
    """The form as it opens."""
    names = [holder.name for holder in sheet.measure.owners]
    return {"version": sheet.version, "owners": "\n".join(names)}


def owner_entries(names: Sequence[str], *, on: date) -> list[OwnerEntry]:
    """Names tied to the actors that hold on that day what they name, where that is one."""
    holders = Holders(names, on=on)
    found = ((name, holders.only(name)) for name in names)
    return [OwnerEntry(name, actor.pk if actor else None) for name, actor in found]


def changed_meanwhile(sheet: MeasurePage) -> str:
    """What the reader is told when somebody else saved the measure first."""
    names = ", ".join(holder.name for holder in sheet.measure.owners) or _("nobody")
    return _(
        "Somebody else saved this measure while you were writing. Nothing was overwritten. Owners "
        "now: %(names)s. Save again to put yours in their place."
    ) % {"names": names}
