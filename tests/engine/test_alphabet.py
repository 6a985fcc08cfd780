"""Keys for finding and sorting names."""

from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.alphabet import search_key, sort_key


@given(st.text())
def test_search_keys_stay_as_they_are(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@given(st.text(st.characters(codec="latin-1")))
def test_case_does_not_matter(text: str) -> None:
    assert search_key(text.upper()) == search_key(text) == search_key(text.lower())


@given(st.text())
def test_sort_keys_are_plain(text: str) -> None:
    key = sort_key(text)
    assert key.isascii()
    assert not key or key.isalnum()


def test_norwegian_letters_come_last_and_in_order() -> None:
    names = ["Å", "Øy", "Æ", "Zz", "Aa", "Ø", "Ås", "b"]
    assert sorted(names, key=sort_key) == ["Aa", "b", "Zz", "Æ", "Ø", "Øy", "Å", "Ås"]


def test_a_shorter_name_comes_before_one_that_goes_on() -> None:
    names = ["Helsedirektoratet", "Helse Vest RHF", "Helse Vest IKT AS", "Helse"]
    assert sorted(names, key=sort_key) == [
        "Helse",
        "Helse Vest IKT AS",
        "Helse Vest RHF",
        "Helsedirektoratet",
    ]


def test_letters_written_as_two_characters_sort_as_one() -> None:
    assert sort_key("A\u030as") == sort_key("Ås")
