"""Organisation numbers: the check digit, and reading what people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine import org_number
from samvern.engine.errors import InvalidInput

eight_digits = st.text("0123456789", min_size=8, max_size=8)
numbers = eight_digits.filter(lambda first: org_number.check_digit(first) is not None).map(
    lambda first: f"{first}{org_number.check_digit(first)}"
)


@pytest.mark.parametrize(
    "number", ["983544622", "994598759", "991324968", "883658752", "974760673", "889640782"]
)
def test_numbers_of_known_organisations_are_right(number: str) -> None:
    assert org_number.is_org_number(number)


def slow_remainder(number: str) -> int:
    """Modulus 11 as the register describes it: the check digit weighs one."""
    return sum(int(n) * w for n, w in zip(number, (3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True)) % 11


@given(st.text("0123456789", min_size=9, max_size=9))
def test_agrees_with_the_written_rule(number: str) -> None:
    assert org_number.is_org_number(number) == (slow_remainder(number) == 0)


@given(eight_digits)
def test_a_check_digit_is_one_digit_or_none(first: str) -> None:
    digit = org_number.check_digit(first)
    assert digit is None or 0 <= digit <= 9


@given(numbers, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: str, place: int, step: int) -> None:
    wrong = str((int(number[place]) + step) % 10)
    assert not org_number.is_org_number(number[:place] + wrong + number[place + 1 :])


@given(numbers, st.sampled_from([" ", "\N{NO-BREAK SPACE}", "\t", "  "]))
def test_reads_numbers_with_spaces(number: str, space: str) -> None:
    assert org_number.read_org_number(f"{space}{number[:3]}{space}{number[3:]}") == number
    assert org_number.read_org_number(org_number.spaced(number)) == number


@given(
    st.text(max_size=12).filter(lambda text: not org_number.is_org_number("".join(text.split())))
)
def test_anything_else_is_refused_with_a_code(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        org_number.read_org_number(text)
    assert refused.value.code in {"org_number.form", "org_number.check_digit"}


@pytest.mark.parametrize(
    "text", ["", "98354462", "9835446222", "98354462x", "٩٨٣٥٤٤٦٢٢", "-83544622"]
)
def test_refuses_the_wrong_form(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"org_number\.form"):
        org_number.read_org_number(text)


def test_says_that_a_digit_slipped() -> None:
    with pytest.raises(InvalidInput, match=r"org_number\.check_digit"):
        org_number.read_org_number("983544632")


def test_real_numbers_are_not_synthetic() -> None:
    assert org_number.is_synthetic("310211036")
    assert not org_number.is_synthetic("983544622")
