"""Which requirements are proposed as alike: only for a look, and only where languages meet."""

from __future__ import annotations

import random

from samvern.engine.mappings import RequirementRef
from samvern.engine.mappings.suggestions import (
    WORTH_A_LOOK,
    RequirementText,
    Suggestion,
    suggest,
)

NSM = {
    "2.3.1": "Etabler et sentralt styrt regime for sikkerhetsoppdatering",
    "2.4.2": "Krypter alle trådløse og kablede forbindelser",
    "2.6.7": "Bruk flerfaktorautentisering",
    "2.9.1": "Ha en plan for sikkerhetskopi og gjenoppretting",
}
OTHERS = {
    "c": "Driftskontinuitet, sikkerhetskopi, gjenoppretting og krisehåndtering",
    "g": "Grunnleggende cyberhygiene og opplæring",
    "h": "Kryptografi og kryptering av forbindelser",
    "j": "Flerfaktorautentisering og sikret kommunikasjon",
}


def texts(framework: str, of: dict[str, str], language: str = "nb") -> list[RequirementText]:
    return [RequirementText(RequirementRef(framework, i), {language: t}) for i, t in of.items()]


def pairs(found: tuple[Suggestion, ...]) -> list[tuple[str, str]]:
    return [(each.source.id, each.target.id) for each in found]


def test_the_likest_comes_first_and_says_what_is_shared() -> None:
    found = suggest(texts("NSM", NSM), texts("NIS2", OTHERS))
    first = {}
    for each in found:
        first.setdefault(each.source.id, each)
    assert {source: each.target.id for source, each in first.items()} == {
        "2.4.2": "h",
        "2.6.7": "j",
        "2.9.1": "c",
    }
    assert "forbind" in "".join(first["2.4.2"].shared_words)
    assert all(WORTH_A_LOOK <= each.likeness <= 1 for each in found)


def test_what_is_mapped_already_is_not_suggested_whichever_way_it_was_mapped() -> None:
    source, target = RequirementRef("NSM", "2.6.7"), RequirementRef("NIS2", "j")
    for known in ((source, target), (target, source)):
        found = suggest(texts("NSM", NSM), texts("NIS2", OTHERS), known={known})
        assert ("2.6.7", "j") not in pairs(found)
        assert ("2.9.1", "c") in pairs(found)


def test_a_mapped_pair_leaves_its_place_to_the_next() -> None:
    targets = texts("B", {str(n): "Sikkerhetskopi av data" for n in range(4)})
    source = texts("A", {"1": "Sikkerhetskopi av data"})
    assert pairs(suggest(source, targets, most=2)) == [("1", "0"), ("1", "1")]
    known = {(RequirementRef("A", "1"), RequirementRef("B", "0"))}
    assert pairs(suggest(source, targets, known=known, most=2)) == [("1", "1"), ("1", "2")]


def test_texts_without_a_language_in_common_are_not_compared() -> None:
    assert suggest(texts("NSM", NSM), texts("ISO", {"A.8.13": "Sikkerhetskopi"}, "en")) == ()


def test_the_best_language_counts() -> None:
    both = {"nb": "Noe helt annet her", "en": "Backup of information"}
    source = RequirementText(RequirementRef("A", "1"), both)
    target = RequirementText(
        RequirementRef("B", "1"), {"nb": "Kryptografi", "en": "Information backup"}
    )
    [found] = suggest([source], [target])
    assert found.language == "en"


def test_texts_of_nothing_but_small_words_suggest_nothing() -> None:
    assert suggest(texts("A", {"1": "og i på"}), texts("B", {"1": "av til"})) == ()
    assert suggest([], []) == ()


def test_order_of_targets_does_not_matter_to_what_is_found() -> None:
    shuffled = texts("NIS2", OTHERS)
    random.Random(2).shuffle(shuffled)
    found = suggest(texts("NSM", NSM), texts("NIS2", OTHERS))
    again = suggest(texts("NSM", NSM), shuffled)
    assert sorted(pairs(found)) == sorted(pairs(again))
