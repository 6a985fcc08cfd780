"""Organisation numbers: nine digits, of which the last checks the others."""

from __future__ import annotations

from samvern.engine.errors import InvalidInput

DIGITS = 9
_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)

#: Numbers in the register start with 8 or 9; those of the tax administration's synthetic test
#: population start with 3, so that they never meet a real one.
SYNTHETIC_START = "3"


def check_digit(first_eight: str) -> int | None:
    """The ninth digit that goes with the first eight.

    Parameters
    ----------
    first_eight
        Eight ASCII digits.

    Returns
    -------
    int or None
        0 to 9; None when no organisation number begins like this (about one in eleven).

    Source
    ------
    Brønnøysundregistrene, "Om organisasjonsnummeret": modulus 11, weights 3 2 7 6 5 4 3 2.

    Examples
    --------
    >>> check_digit("98354462")
    2
    >>> check_digit("00000006") is None
    True
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_eight, strict=True))
    digit = -total % 11
    return digit if digit < 10 else None


def is_org_number(text: str) -> bool:
    """Whether the text is nine ASCII digits whose check digit agrees.

    Examples
    --------
    >>> is_org_number("983544622"), is_org_number("983544623"), is_org_number("983 544 622")
    (True, False, False)
    """
    return _is_nine_digits(text) and check_digit(text[:-1]) == int(text[-1])


def read_org_number(text: str) -> str:
    """The number that a person wrote, spaces and hard spaces taken out.

    Raises
    ------
    InvalidInput
        ``org_number.form`` when it is not nine digits, ``org_number.check_digit`` when the
        last digit does not go with the others, as after a slip of the finger.

    Examples
    --------
    >>> read_org_number(" 983 544 622 ")
    '983544622'
    """
    number = "".join(text.split())
    if not _is_nine_digits(number):
        raise InvalidInput("org_number.form", number=number[:20])
    if not is_org_number(number):
        raise InvalidInput("org_number.check_digit", number=number)
    return number


def is_synthetic(number: str) -> bool:
    """Whether the number lies in the range kept for made-up organisations.

    Source
    ------
    Brønnøysundregistrene, test data for its interfaces, taken from the tax administration's
    synthetic population Tenor: https://github.com/brreg/docs.

    Examples
    --------
    >>> is_synthetic("310211036"), is_synthetic("983544622")
    (True, False)
    """
    return number.startswith(SYNTHETIC_START)


def spaced(number: str) -> str:
    """The number in groups of three with hard spaces, as it is printed.

    Examples
    --------
    >>> spaced("983544622").split()
    ['983', '544', '622']
    """
    return "\N{NO-BREAK SPACE}".join(number[i : i + 3] for i in range(0, len(number), 3))


def _is_nine_digits(text: str) -> bool:
    return len(text) == DIGITS and text.isascii() and text.isdecimal()
