"""The form of municipality numbers."""

import pytest

from samvern.engine.municipality_number import county_of, is_municipality_number


@pytest.mark.parametrize("text", ["0301", "1103", "5636"])
def test_accepts_four_digits(text: str) -> None:
    assert is_municipality_number(text)


@pytest.mark.parametrize("text", ["", "301", "03011", "03o1", "0001", "٠٣٠١"])
def test_refuses_other_forms(text: str) -> None:
    assert not is_municipality_number(text)


def test_county_is_the_first_half() -> None:
    assert county_of("5636") == "56"
