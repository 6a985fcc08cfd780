"""A sector that does not exist, of any size, as the register would hold it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from samvern.engine.directory.unit import Address, IndustryCode, RegisterUnit
from samvern.engine.errors import InvalidInput
from samvern.engine.org_number import check_digit

#: The first eight digits of made-up numbers: within the range of synthetic test data, beyond
#: those of the demo sector.
FIRST_NUMBER: Final = 39_200_000
LAST_NUMBER: Final = 39_999_999
#: About one number in eleven has no check digit.
MOST_ACTORS: Final = 500_000

#: Shares of a thousand actors, by the code of SN2025. Our own guess at a believable sector:
#: many small practices, some institutions, few hospitals. No statistics.
_SHARES: Final = (
    ("86.950", 250),
    ("86.210", 150),
    ("86.230", 140),
    ("86.930", 130),
    ("86.993", 70),
    ("86.221", 50),
    ("87.102", 60),
    ("86.941", 50),
    ("88.101", 40),
    ("86.942", 30),
    ("86.910", 12),
    ("86.921", 8),
    ("86.101", 6),
    ("86.102", 4),
)
#: What such an actor is called, and how many work there: lowest and highest, mostly few.
_SORTS: Final[Mapping[str, tuple[str, int, int]]] = {
    "86.950": ("fysioterapi", 0, 12),
    "86.210": ("legesenter", 1, 25),
    "86.230": ("tannklinikk", 1, 20),
    "86.930": ("psykologpraksis", 0, 8),
    "86.993": ("helsetjenester", 0, 30),
    "86.221": ("spesialistpraksis", 0, 15),
    "87.102": ("sykehjem", 25, 160),
    "86.941": ("hjemmesykepleie", 10, 120),
    "88.101": ("hjemmehjelp", 5, 90),
    "86.942": ("helsestasjon", 3, 40),
    "86.910": ("laboratorium", 2, 80),
    "86.921": ("ambulanse", 10, 90),
    "86.101": ("sykehus", 120, 3_000),
    "86.102": ("psykiatriske sykehus", 60, 900),
}
_MARKS: Final = ("Fiktiv", "Oppdiktet", "Eksempel", "Liksom")
_FIRST: Final = [
    "Sol",
    "Nord",
    "Fjell",
    "Hav",
    "Skog",
    "Stille",
    "Gran",
    "Bjørke",
    "Elve",
    "Fjord",
    "Gull",
    "Måne",
    "Vind",
    "Sne",
    "Tyri",
    "Lyng",
    "Rogne",
    "Furu",
    "Øst",
    "Vester",
    "Midt",
    "Ytre",
    "Indre",
    "Regn",
]
_SECOND: Final = [
    "bakken",
    "vik",
    "dal",
    "heim",
    "lia",
    "moen",
    "tun",
    "brua",
    "neset",
    "haugen",
    "åsen",
    "vollen",
    "sletta",
    "vågen",
]
_WITHHELD_BELOW: Final = 5


def made_up_units(
    count: int, *, seed: int, municipalities: Sequence[str], names: Mapping[str, str]
) -> Iterator[RegisterUnit]:
    """So many made-up actors, each told by name and number to be made up.

    Parameters
    ----------
    count
        1 to :data:`MOST_ACTORS`.
    seed
        The same seed gives the same sector, and a larger one of it begins like a smaller one.
    municipalities
        Numbers to spread the actors over, the first ones most: give the large ones first.
    names
        The names of the codes of SN2025.

    Raises
    ------
    InvalidInput
        ``made_up.count``.

    Examples
    --------
    >>> one, = made_up_units(1, seed=1, municipalities=["0301"], names={})
    >>> one.org_number[0], one.name.split()[0] in {"FIKTIV", "OPPDIKTET", "EKSEMPEL", "LIKSOM"}
    ('3', True)
    """
    if not 1 <= count <= MOST_ACTORS:
        raise InvalidInput("made_up.count", count=count, most=MOST_ACTORS)
    chance = random.Random(seed)  # noqa: S311
    codes = [code for code, _share in _SHARES]
    shares = [share for _code, share in _SHARES]
    nearness = [1 / (place + 3) for place in range(len(municipalities))]
    for place, number in zip(range(count), _numbers(), strict=False):
        code = chance.choices(codes, shares)[0]
        municipality = chance.choices(municipalities, nearness)[0]
        yield _unit(chance, place, number, code, municipality, names.get(code, ""))


def _unit(
    chance: random.Random, place: int, number: str, code: str, municipality: str, code_name: str
) -> RegisterUnit:
    word, fewest, most = _SORTS[code]
    # The smaller of two draws: most are small, a few are large.
    employees = min(chance.randint(fewest, most), chance.randint(fewest, most))
    street = f"{chance.choice(_FIRST)}veien {chance.randint(1, 90)}"
    name = f"{chance.choice(_MARKS)} {chance.choice(_FIRST)}{chance.choice(_SECOND)} {word} {place + 1}"
    is_alone = employees == 0
    return RegisterUnit(
        org_number=number,
        name=name.upper(),
        form="ENK" if is_alone else "AS",
        codes=(IndustryCode(code, code_name, "SN2025"),),
        sector_code="8200" if is_alone else "2100",
        address=Address((street,), "0000", "FIKTIVSTAD", municipality, "NO"),
        employees=employees if employees >= _WITHHELD_BELOW else None,
        has_employees=not is_alone,
        began_on=date(1985, 1, 1) + timedelta(days=chance.randint(0, 14_000)),
        language_form="nn" if chance.random() < 0.13 else "nb",
    )


def _numbers() -> Iterator[str]:
    for first in range(FIRST_NUMBER, LAST_NUMBER + 1):
        digit = check_digit(str(first))
        if digit is not None:
            yield f"{first}{digit}"
