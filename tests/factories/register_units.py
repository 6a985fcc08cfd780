"""Units of the register: generated for properties, made one by one for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from samvern.engine.directory.unit import Address, IndustryCode, RegisterUnit
from samvern.engine.org_number import check_digit
from samvern.formats.enhetsregisteret import Row, UpdatePage, write_json
from tests.factories.actors import org_number

if TYPE_CHECKING:
    from samvern.apps.actors.register_reading import RegisterFile

_LETTERS = "abcæøåABCÆØÅ0189.-&'ščž"
texts = st.lists(st.text(_LETTERS, min_size=1, max_size=8), max_size=3).map(" ".join)
names = st.lists(st.text(_LETTERS, min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)
org_numbers = st.integers(10_000_000, 99_999_000).map(
    lambda start: next(
        f"{first}{check_digit(str(first))}"
        for first in range(start, start + 9)
        if check_digit(str(first)) is not None
    )
)
_days = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
addresses = st.builds(
    Address,
    lines=names.map(lambda line: (line,)) | st.just(()),
    postal_code=st.sampled_from(["", "0155", "9999"]),
    place=texts,
    municipality_number=st.sampled_from(["", "0301", "5601"]),
    country=st.sampled_from(["", "NO"]),
)
units = st.builds(
    RegisterUnit,
    org_number=org_numbers,
    name=names,
    form=st.sampled_from(["AS", "ENK", "KOMM", "BEDR", "AAFY"]),
    parent=st.just("") | st.just("983544622"),
    codes=st.lists(
        st.builds(IndustryCode, st.sampled_from(["86.210", "86.102"]), texts), max_size=3
    ).map(tuple),
    sector_code=st.sampled_from(["", "6500"]),
    address=addresses,
    postal_address=addresses,
    employees=st.none() | st.integers(0, 100_000),
    has_employees=st.none() | st.booleans(),
    began_on=st.none() | st.dates(date(1800, 1, 1), date(1989, 12, 31)),
    registered_on=_days,
    owner_changed_on=_days,
    closed_on=_days,
    is_bankrupt=st.booleans(),
    is_winding_up=st.booleans(),
    is_forced_to_close=st.booleans(),
    language_form=st.sampled_from(["", "nb", "nn"]),
).filter(lambda unit: unit.parent != unit.org_number)


def unit(name: str = "SOLBAKKEN LEGESENTER AS", **fields: Any) -> RegisterUnit:
    """A GP office in Oslo that has not said how many work there."""
    code = fields.pop("code", "86.210")
    fields.setdefault("org_number", org_number())
    fields.setdefault("form", "AS")
    fields.setdefault("codes", (IndustryCode(code),) if code else ())
    if "address" not in fields:
        municipality = fields.pop("municipality", "0301")
        fields["address"] = Address(("Storgata 1",), "0155", "OSLO", municipality, "NO")
    return RegisterUnit(name=name, **fields)


def as_stream(units: Iterable[RegisterUnit]) -> BytesIO:
    """The units as a bulk file, ready to be read."""
    stream = BytesIO()
    write_json(units, stream)
    return BytesIO(stream.getvalue())


class EmptySource:
    """A register in which nothing has happened."""

    def bulk(self, *, sub_units: bool) -> Iterator[RegisterFile]:
        yield from ()

    def updates(self, *, sub_units: bool, after: int | None, since: date | None) -> UpdatePage:
        return UpdatePage(())

    def units(self, numbers: Sequence[str], *, sub_units: bool) -> Iterator[Row]:
        yield from ()
