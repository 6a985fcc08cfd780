"""Words for what the register says and what an import changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.actors import catalogue
from samvern.apps.actors.models import ActorKind, ActorSize, HealthRegion, LanguageForm
from samvern.engine.org_number import is_org_number, spaced
from samvern.ui import numbers

#: Fields of the register and of an actor, as people call them.
FIELDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "name": gettext_lazy("Name"),
        "also_known_as": gettext_lazy("Also known as"),
        "kind": gettext_lazy("Kind"),
        "region": gettext_lazy("Health region"),
        "size": gettext_lazy("Size"),
        "valid_from": gettext_lazy("Exists from"),
        "valid_to": gettext_lazy("Ceased on"),
        "org_number": gettext_lazy("Organisation number"),
        "successor": gettext_lazy("Who followed"),
        "form": gettext_lazy("Organisation form"),
        "parent": gettext_lazy("Belongs to"),
        "codes": gettext_lazy("Industry codes"),
        "sector_code": gettext_lazy("Sector code"),
        "municipality_number": gettext_lazy("Municipality"),
        "address": gettext_lazy("Address"),
        "postal_address": gettext_lazy("Postal address"),
        "employees": gettext_lazy("Employees"),
        "is_count_withheld": gettext_lazy("Fewer than five employees"),
        "began_on": gettext_lazy("Founded on"),
        "registered_on": gettext_lazy("In the register since"),
        "owner_changed_on": gettext_lazy("Changed owner on"),
        "closed_on": gettext_lazy("Deleted on"),
        "closing": gettext_lazy("Closing"),
        "language_form": gettext_lazy("Language form"),
    }
)
_CLOSING: Mapping[str, str | Promise] = MappingProxyType(
    {
        "bankrupt": gettext_lazy("Bankrupt"),
        "forced": gettext_lazy("Forced to close"),
        "winding_up": gettext_lazy("Winding up"),
    }
)
_CHOICES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "kind": dict(ActorKind.choices),
        "region": dict(HealthRegion.choices),
        "size": dict(ActorSize.choices),
        "language_form": dict(LanguageForm.choices),
        "closing": _CLOSING,
    }
)


@dataclass(frozen=True)
class FieldChange:
    """A field with what it was and what it is, in words."""

    label: str
    before: str
    after: str

    @property
    def told(self) -> str:
        """Both values with an arrow, or the new one alone where there was nobody before."""
        return f"{self.before} → {self.after}" if self.before else self.after


def field_name(field: str) -> str:
    """A field as people call it."""
    return str(FIELDS.get(field, field))


def field_changes(diff: Mapping[str, Any]) -> list[FieldChange]:
    """What differs, in the order of the fields as they are listed."""
    order = list(FIELDS)
    return [
        FieldChange(
            field_name(field),
            value(field, diff[field][0]) if diff[field][0] != "" else "",
            value(field, diff[field][1]),
        )
        for field in sorted(diff, key=lambda name: order.index(name) if name in order else 99)
    ]


def value(field: str, said: Any) -> str:
    """A value as people read it; what is not told says so."""
    if said in (None, "", [], False):
        return _("not told")
    if field in _CHOICES:
        return str(_CHOICES[field].get(said, said))
    if field == "codes":
        return ", ".join(map(rule, said))
    if field == "municipality_number":
        return f"{said} {catalogue.municipality_names().get(said, '')}".strip()
    if field.endswith("_on") or field in {"valid_from", "valid_to"}:
        return numbers.day(date.fromisoformat(str(said)), get_language() or "nb")
    return _plain(said)


def _plain(said: Any) -> str:
    if isinstance(said, str):
        return spaced(said) if is_org_number(said) else said
    if said is True:
        return _("Yes")
    if isinstance(said, int):
        return numbers.number(said, language=get_language() or "nb")
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said)


def rule(because: str) -> str:
    """The rule by which a unit belongs to the sector, in words."""
    sort, _colon, code = because.partition(":")
    if sort == "form":
        return _("organisation form %(code)s") % {"code": code}
    if sort == "name":
        return _("its name ends in %(code)s") % {"code": code}
    names = catalogue.sector_rules().names.get(sort, {})
    name = names.get(code, "")
    said = f"{code} {name}".strip() if code else ""
    return f"{said} ({sort})" if sort and said else said
