"""A unit as Enhetsregisteret describes it: an organisation, or one of its places of business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

#: Organisation forms of sub-units: places of business, and administrative ones.
SUB_UNIT_FORMS: Final = frozenset({"BEDR", "AAFY"})

#: Head counts below this are withheld by the register.
WITHHELD_BELOW: Final = 5


@dataclass(frozen=True, slots=True)
class Address:
    """A street or postal address; the municipality is that of the street."""

    lines: tuple[str, ...] = ()
    postal_code: str = ""
    place: str = ""
    municipality_number: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class IndustryCode:
    """A code of the standard for industries with the name that came along.

    The same code means different things in the versions of the standard, so ``standard``
    (``SN2007`` or ``SN2025``) belongs to it; empty while nobody can tell.
    """

    code: str
    name: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class RegisterUnit:
    """A row of the register.

    ``employees`` is None when the register does not say: counts below five are withheld, and
    not known is not zero. ``has_employees`` says whether a count is registered at all; None
    when that is not told either. ``parent`` is an organisation number.
    """

    org_number: str
    name: str
    form: str
    parent: str = ""
    codes: tuple[IndustryCode, ...] = ()
    sector_code: str = ""
    address: Address = Address()
    postal_address: Address = Address()
    employees: int | None = None
    has_employees: bool | None = None
    began_on: date | None = None
    registered_on: date | None = None
    owner_changed_on: date | None = None
    closed_on: date | None = None
    is_bankrupt: bool = False
    is_winding_up: bool = False
    is_forced_to_close: bool = False
    language_form: str = ""

    @property
    def is_sub_unit(self) -> bool:
        """Whether this is a place of business of another unit."""
        return self.form in SUB_UNIT_FORMS

    @property
    def closing(self) -> str:
        """How it is about to close: ``bankrupt``, ``forced``, ``winding_up``; else empty."""
        if self.is_bankrupt:
            return "bankrupt"
        if self.is_forced_to_close:
            return "forced"
        return "winding_up" if self.is_winding_up else ""

    @property
    def is_count_withheld(self) -> bool:
        """Whether somebody works there, but too few for the register to say how many."""
        return self.employees is None and bool(self.has_employees)


#: What is kept of a unit and compared from one import to the next, as plain JSON values.
Facts = dict[str, Any]


def facts_of(unit: RegisterUnit) -> Facts:
    """The unit as plain values, one for each thing that can change by itself.

    Values that say nothing are left out, so that "not told" and "told no longer" look alike.

    Examples
    --------
    >>> facts_of(RegisterUnit("983544622", "HELSEDIREKTORATET", "ORGL", employees=900))
    {'name': 'HELSEDIREKTORATET', 'form': 'ORGL', 'employees': 900}
    """
    street = unit.address
    told: Facts = {
        "name": unit.name,
        "form": unit.form,
        "parent": unit.parent,
        "codes": [f"{code.standard}:{code.code}" for code in unit.codes],
        "sector_code": unit.sector_code,
        "municipality_number": street.municipality_number,
        "address": address_line(street),
        "postal_address": address_line(unit.postal_address),
        "employees": unit.employees,
        "is_count_withheld": unit.is_count_withheld,
        "began_on": _day(unit.began_on),
        "registered_on": _day(unit.registered_on),
        "owner_changed_on": _day(unit.owner_changed_on),
        "closed_on": _day(unit.closed_on),
        "closing": unit.closing,
        "language_form": unit.language_form,
    }
    return {key: value for key, value in told.items() if value not in ("", None, [], False)}


def address_line(address: Address) -> str:
    """An address on one line.

    Examples
    --------
    >>> address_line(Address(("Storgata 1", "2. etg"), "0155", "OSLO", "0301"))
    'Storgata 1, 2. etg, 0155 OSLO'
    """
    place = f"{address.postal_code} {address.place}".strip()
    return ", ".join([*address.lines, place] if place else address.lines)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
