"""What became of a requirement, said in a sentence; and how much of a set is the publisher's own."""

from __future__ import annotations

import pytest

from samvern.engine.frameworks import (
    Fate,
    Followed,
    FollowStep,
    Framework,
    FrameworkKind,
    Requirement,
    WordingStatus,
)
from samvern.ui.wording import frameworks as wording


def _followed(*fates: Fate, ids: tuple[str, ...] = ("9",)) -> Followed:
    return Followed("F", "1", "1", (FollowStep("2", ids, fates),))


@pytest.mark.parametrize(
    ("found", "later", "earlier"),
    [
        (
            _followed(Fate.REMOVED, ids=()),
            "It is not there any longer.",
            "It was not there yet.",
        ),
        (
            _followed(Fate.SPLIT, Fate.REMOVED),
            "Only a part of it lives on there.",
            "Only a part of it was there.",
        ),
        (
            _followed(Fate.SPLIT, Fate.MERGED),
            "It is spread over several there, together with what others ask for.",
            "It is put together from parts of several.",
        ),
        (
            _followed(Fate.SPLIT),
            "It has been split into several there.",
            "Several have been merged into it.",
        ),
        (
            _followed(Fate.MERGED),
            "It has been merged with others there.",
            "It is a part of what was one then.",
        ),
        (
            _followed(Fate.KEPT, Fate.RENUMBERED),
            "It has another number there.",
            "It had another number then.",
        ),
        (
            _followed(Fate.KEPT),
            "It is there with the same number.",
            "It was there with the same number.",
        ),
    ],
)
def test_every_way_has_its_sentence_in_both_directions(
    found: Followed, later: str, earlier: str
) -> None:
    assert wording.followed_sentence(found, str, is_earlier=False) == later
    assert wording.followed_sentence(found, str, is_earlier=True) == earlier


def test_how_much_is_the_publishers_own() -> None:
    verified, missing = WordingStatus.VERIFIED, WordingStatus.MISSING
    assert wording.own_words_sentence({}, str) == "There are no wordings."
    assert wording.own_words_sentence({verified: 2}, str) == (
        "All wordings are the publisher's own."
    )
    counted = {missing: 1, verified: 2, WordingStatus.UNVERIFIED: 3}
    assert wording.own_words_sentence(counted, str) == ("2 of 6 wordings are the publisher's own.")
    assert wording.rest_in_words(counted, str) == "working title: 3, not found: 1"
    assert wording.rest_in_words({verified: 2}, str) == ""


def test_a_set_without_headings_does_not_count_them() -> None:
    def sized(*requirements: Requirement) -> str:
        kind = FrameworkKind.MEASURES
        return wording.size_sentence(
            Framework("F", "1", {}, "P", kind, requirements=requirements), str
        )

    assert sized(Requirement("1")) == "Requirements: 1."
    heading = Requirement("1", is_assessable=False)
    two = (Requirement("1.1"), Requirement("1.2"))
    assert sized(heading, *two) == "2 requirements under 1 headings."
