"""Which units belong to the sector, as what kind of actor, and what the directory says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from samvern.engine.alphabet import search_key
from samvern.engine.directory.names import readable_name
from samvern.engine.directory.unit import Facts, IndustryCode, RegisterUnit

#: Lowest head count of each size class, as Statistics Norway groups enterprises.
SIZE_CLASSES: Final = ((250, "250+"), (50, "50-249"), (10, "10-49"), (1, "1-9"))


@dataclass(frozen=True)
class SectorRules:
    """What makes a unit an actor of the sector; the values are kinds of actors.

    ``names`` holds, for each version of the industry standard, its codes of the sector with
    their names, and ``kinds`` what units with such a code are. ``forms`` decides by
    organisation form whatever the code (``KOMM``), ``endings`` by the last word of a name that
    the law keeps for that sort (``HF``). Units with a form of ``left_out`` are never actors.
    """

    names: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, Mapping[str, str]]
    forms: Mapping[str, str] = field(default_factory=dict)
    endings: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Placement:
    """What a unit is in the sector, and by which rule: ``form:KOMM``, ``SN2025:86.210``."""

    kind: str
    because: str


def with_standards(
    codes: tuple[IndustryCode, ...], names: Mapping[str, Mapping[str, str]], default: str = ""
) -> tuple[IndustryCode, ...]:
    """Say for each code which version of the standard it belongs to.

    A code that only one version has belongs there. One that both have is told apart by the
    name that came with it; if that does not help, ``default`` holds, and without one nobody can
    tell, which is said by an empty ``standard``.

    Examples
    --------
    >>> names = {"SN2007": {"86.102": "Somatiske spesialsykehus", "86.211": "Allmenn legetjeneste"},
    ...          "SN2025": {"86.102": "Psykiatriske sykehustjenester for voksne"}}
    >>> told = with_standards((IndustryCode("86.211"), IndustryCode("86.102"),
    ...     IndustryCode("86.102", "PSYKIATRISKE sykehustjenester for voksne")), names)
    >>> [code.standard for code in told]
    ['SN2007', '', 'SN2025']
    """
    return tuple(
        code if code.standard else replace(code, standard=_standard(code, names) or default)
        for code in codes
    )


def _standard(code: IndustryCode, names: Mapping[str, Mapping[str, str]]) -> str:
    having = [standard for standard, known in names.items() if code.code in known]
    if len(having) > 1:
        said = search_key(code.name)
        having = [standard for standard in having if search_key(names[standard][code.code]) == said]
    return having[0] if len(having) == 1 else ""


def place(unit: RegisterUnit, rules: SectorRules) -> Placement | None:
    """What the unit is in the sector; None when it does not belong there.

    The first of its codes that is of the sector decides. A code whose version nobody can tell
    counts only where every version that has it means the same kind of actor.

    Parameters
    ----------
    unit
        With the versions of its codes; see :func:`with_standards`.

    Examples
    --------
    >>> rules = SectorRules({}, {"SN2025": {"86.210": "gp_office"}}, forms={"KOMM": "municipality"})
    >>> office = RegisterUnit("", "", "AS", codes=(IndustryCode("86.210", standard="SN2025"),))
    >>> place(office, rules)
    Placement(kind='gp_office', because='SN2025:86.210')
    """
    if unit.form in rules.left_out:
        return None
    if kind := rules.forms.get(unit.form):
        return Placement(kind, f"form:{unit.form}")
    ending = unit.name.rpartition(" ")[2].upper()
    if not unit.is_sub_unit and (kind := rules.endings.get(ending)):
        return Placement(kind, f"name:{ending}")
    for code in unit.codes:
        if kind := _kind_by_code(code, rules.kinds):
            return Placement(kind, f"{code.standard}:{code.code}")
    return None


def _kind_by_code(code: IndustryCode, kinds: Mapping[str, Mapping[str, str]]) -> str:
    if code.standard:
        return kinds.get(code.standard, {}).get(code.code, "")
    meant = {known[code.code] for known in kinds.values() if code.code in known}
    return meant.pop() if len(meant) == 1 else ""


def size_class(employees: int | None, *, is_withheld: bool = False) -> str:
    """The size class of a head count; empty when it is not known.

    A withheld count lies below five, and so in the smallest class. Zero says that nobody is
    employed, not how many work there: an owner who practises alone has no employees.

    Examples
    --------
    >>> [size_class(count) for count in (None, 0, 1, 10, 250)]
    ['', '', '1-9', '10-49', '250+']
    >>> size_class(None, is_withheld=True)
    '1-9'
    """
    if employees is None:
        return SIZE_CLASSES[-1][1] if is_withheld else ""
    return next((name for lowest, name in SIZE_CLASSES if employees >= lowest), "")


def directory_values(facts: Facts, *, kind: str, region: str) -> dict[str, Any]:
    """What the directory says of an actor that stands in the register with these facts.

    ``kind`` may be empty for one that is in the directory for another reason than its code.
    Values are plain: days as ISO text, None or empty for what is not told.

    Examples
    --------
    >>> directory_values({"name": "SOLBAKKEN LEGESENTER AS", "employees": 12,
    ...     "municipality_number": "1804"}, kind="gp_office", region="HN")["size"]
    '10-49'
    """
    return {
        "name": readable_name(facts["name"])[:200],
        "kind": kind,
        "region": region,
        "municipality_number": facts.get("municipality_number", ""),
        "size": size_class(
            facts.get("employees"), is_withheld=facts.get("is_count_withheld", False)
        ),
        "language_form": facts.get("language_form", ""),
        "valid_from": facts.get("began_on"),
        "valid_to": facts.get("closed_on"),
    }


def works_where_its_owner_is(
    sub_unit: Facts, owner: Facts | None, *, is_same_kind: bool, siblings: int
) -> bool:
    """Whether a sub-unit is only the register's second entry for the same practice.

    Most clinics stand in the register twice: as the company and as its one place of business.
    That is one actor. A unit with several places of business is several, and so is one whose
    only place lies in another municipality.

    Parameters
    ----------
    sub_unit, owner
        What the register says of both; None for an owner that is not of the sector itself.
    is_same_kind
        Whether both are the same kind of actor; a municipality is not its GP office.
    siblings
        How many other sub-units of the owner are of the sector.

    Examples
    --------
    >>> place, owner = {"municipality_number": "0301"}, {"municipality_number": "0301"}
    >>> works_where_its_owner_is(place, owner, is_same_kind=True, siblings=0)
    True
    >>> works_where_its_owner_is(place, owner, is_same_kind=True, siblings=1)
    False
    """
    if owner is None or siblings or not is_same_kind:
        return False
    here, there = sub_unit.get("municipality_number"), owner.get("municipality_number")
    return here == there or not here or not there
