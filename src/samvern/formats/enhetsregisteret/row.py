"""One row of the register, from plain values and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from samvern.engine.directory.unit import Address, IndustryCode, RegisterUnit
from samvern.engine.errors import Problem
from samvern.engine.municipality_number import is_municipality_number
from samvern.engine.org_number import is_org_number

#: Longest text that is taken; the register's own limit for names is 175 characters.
MAX_TEXT: Final = 300
MAX_LINES: Final = 10
#: More than everybody who works in the country.
MAX_EMPLOYEES: Final = 10_000_000

_LANGUAGE_FORMS: Final = {"bokmål": "nb", "bokmal": "nb", "nynorsk": "nn"}
_LANGUAGE_NAMES: Final = {"nb": "Bokmål", "nn": "Nynorsk"}
_TRUE_AND_FALSE: Final = {"true": True, "false": False, "j": True, "n": False}


class _Reader:
    """Takes values out of a row and remembers what was wrong with them."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self.problems: list[Problem] = []

    def _add(self, code: str, where: str, **params: str | int) -> None:
        named = tuple(sorted((key, str(value)) for key, value in params.items()))
        self.problems.append(Problem(code, named, where))

    def text(self, value: Any, where: str) -> str:
        """A text; numbers are taken for what they look like."""
        if value is None:
            return ""
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value) if abs(value) < 10**15 else ""
        if not isinstance(value, str):
            self._add("register_row.not_text", where)
            return ""
        text = " ".join(value.split())
        if len(text) > MAX_TEXT:
            self._add("register_row.too_long", where, most=MAX_TEXT)
            return ""
        if not text.isprintable():
            self._add("register_row.unprintable", where)
            return ""
        return text

    def org_number(self, where: str) -> str:
        number = self.text(self.row.get(where), where)
        if number and not is_org_number(number):
            self._add("org_number.check_digit", where, number=number[:20])
            return ""
        return number

    def part(self, value: Any, where: str) -> Mapping[str, Any]:
        """An object within the row; nothing for none."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._add("register_row.not_an_object", where)
            return {}
        return value

    def day(self, where: str) -> date | None:
        text = self.text(self.row.get(where), where)
        if not text:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            self._add("register_row.not_a_day", where, found=text[:20])
            return None

    def yes(self, where: str) -> bool | None:
        value = self.row.get(where)
        if isinstance(value, str):
            text = value.strip().lower()
            value = _TRUE_AND_FALSE.get(text, value) if text else None
        if value is None or isinstance(value, bool):
            return value
        self._add("register_row.not_yes_or_no", where)
        return None

    def count(self, where: str) -> int | None:
        """A head count; none for none, which is not zero."""
        value = self.row.get(where)
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) < 12) or (
            int(text) > MAX_EMPLOYEES
        ):
            self._add("register_row.not_a_count", where, found=text[:20])
            return None
        return int(text)

    def address(self, where: str) -> Address:
        part = self.part(self.row.get(where), where)
        if not part:
            return Address()
        listed = part.get("adresse")
        lines = listed if isinstance(listed, list) else [listed]
        if len(lines) > MAX_LINES:
            self._add("register_row.too_many_lines", f"{where}.adresse", most=MAX_LINES)
            lines = []
        read = [self.text(line, f"{where}.adresse") for line in lines]
        number = self.text(part.get("kommunenummer"), f"{where}.kommunenummer")
        if number and not is_municipality_number(number):
            self._add("municipality_number.form", f"{where}.kommunenummer", number=number[:20])
            number = ""
        return Address(
            tuple(line for line in read if line),
            self.text(part.get("postnummer"), f"{where}.postnummer"),
            self.text(part.get("poststed"), f"{where}.poststed"),
            number,
            self.text(part.get("landkode"), f"{where}.landkode"),
        )

    def codes(self) -> tuple[IndustryCode, ...]:
        found = []
        for where in ("naeringskode1", "naeringskode2", "naeringskode3"):
            part = self.part(self.row.get(where), where)
            code = self.text(part.get("kode"), f"{where}.kode")
            if code:
                found.append(IndustryCode(code, self.text(part.get("beskrivelse"), where)))
        return tuple(found)


def read_row(row: Any) -> tuple[RegisterUnit | None, list[Problem]]:
    """A unit of plain values, or what is wrong with them, all at once.

    Examples
    --------
    >>> unit, problems = read_row({"organisasjonsnummer": "983544623", "navn": "X"})
    >>> unit, [(problem.where, problem.code) for problem in problems]
    (None, [('organisasjonsnummer', 'org_number.check_digit')])
    """
    if not isinstance(row, dict):
        return None, [Problem.of("register_row.not_an_object")]
    reader = _Reader(row)
    form = reader.part(row.get("organisasjonsform"), "organisasjonsform").get("kode")
    unit = RegisterUnit(
        org_number=reader.org_number("organisasjonsnummer"),
        name=reader.text(row.get("navn"), "navn"),
        form=reader.text(form, "organisasjonsform.kode"),
        parent=reader.org_number("overordnetEnhet"),
        codes=reader.codes(),
        sector_code=reader.text(
            reader.part(row.get("institusjonellSektorkode"), "institusjonellSektorkode").get(
                "kode"
            ),
            "institusjonellSektorkode.kode",
        ),
        address=reader.address(
            "beliggenhetsadresse" if row.get("beliggenhetsadresse") else "forretningsadresse"
        ),
        postal_address=reader.address("postadresse"),
        employees=reader.count("antallAnsatte"),
        has_employees=reader.yes("harRegistrertAntallAnsatte"),
        began_on=reader.day("oppstartsdato" if row.get("oppstartsdato") else "stiftelsesdato"),
        registered_on=reader.day("registreringsdatoEnhetsregisteret"),
        owner_changed_on=reader.day("datoEierskifte"),
        closed_on=reader.day("slettedato" if row.get("slettedato") else "nedleggelsesdato"),
        is_bankrupt=reader.yes("konkurs") or False,
        is_winding_up=reader.yes("underAvvikling") or False,
        is_forced_to_close=reader.yes("underTvangsavviklingEllerTvangsopplosning") or False,
        language_form=_language_form(reader),
    )
    _check_whole(unit, reader)
    return (None, reader.problems) if reader.problems else (unit, [])


def _language_form(reader: _Reader) -> str:
    name = reader.text(reader.row.get("maalform"), "maalform")
    form = _LANGUAGE_FORMS.get(name.lower(), "")
    if name and not form:
        reader._add("register_row.language_form", "maalform", found=name[:20])
    return form


def _check_whole(unit: RegisterUnit, reader: _Reader) -> None:
    """What a row must have, and what cannot be at once; said once for each field."""
    wrong = {problem.where for problem in reader.problems}
    if not unit.org_number and "organisasjonsnummer" not in wrong:
        reader._add("field.required", "organisasjonsnummer")
    if not unit.name and "navn" not in wrong:
        reader._add("field.required", "navn")
    if unit.parent and unit.parent == unit.org_number:
        reader._add("register_row.own_parent", "overordnetEnhet")
    if unit.began_on and unit.closed_on and unit.closed_on < unit.began_on:
        reader._add("actor.ceases_before_start", "slettedato", start=unit.began_on.isoformat())


def plain_row(unit: RegisterUnit) -> dict[str, Any]:
    """The unit as the register's JSON has it; what is not told is left out."""
    row: dict[str, Any] = {
        "organisasjonsnummer": unit.org_number,
        "navn": unit.name,
        "organisasjonsform": {"kode": unit.form},
        "overordnetEnhet": unit.parent,
        **{
            f"naeringskode{n}": {"kode": code.code, "beskrivelse": code.name}
            for n, code in enumerate(unit.codes, 1)
        },
        "institusjonellSektorkode": {"kode": unit.sector_code} if unit.sector_code else None,
        _street(unit): _plain_address(unit.address),
        "postadresse": _plain_address(unit.postal_address),
        "antallAnsatte": unit.employees,
        "harRegistrertAntallAnsatte": unit.has_employees,
        ("oppstartsdato" if unit.is_sub_unit else "stiftelsesdato"): _day(unit.began_on),
        "registreringsdatoEnhetsregisteret": _day(unit.registered_on),
        "datoEierskifte": _day(unit.owner_changed_on),
        "slettedato": _day(unit.closed_on),
        "konkurs": unit.is_bankrupt,
        "underAvvikling": unit.is_winding_up,
        "underTvangsavviklingEllerTvangsopplosning": unit.is_forced_to_close,
        "maalform": _LANGUAGE_NAMES.get(unit.language_form),
    }
    return {key: value for key, value in row.items() if value not in (None, "")}


def _street(unit: RegisterUnit) -> str:
    return "beliggenhetsadresse" if unit.is_sub_unit else "forretningsadresse"


def _plain_address(address: Address) -> dict[str, Any] | None:
    plain = {
        "adresse": list(address.lines),
        "postnummer": address.postal_code,
        "poststed": address.place,
        "kommunenummer": address.municipality_number,
        "landkode": address.country,
    }
    return {key: value for key, value in plain.items() if value} or None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
