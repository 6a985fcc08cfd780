"""Guidance is found by plain words, whatever their language, form or spelling."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samvern.engine.frameworks import Reference
from samvern.engine.guidance import (
    Found,
    GuidanceCatalogue,
    GuidanceGroup,
    GuidanceIndex,
    GuidanceKind,
    How,
    Life,
)
from tests.engine.guidance.shelf import SMALL, entry, shelf
from tests.factories.generated_guidance import catalogues

INDEX = GuidanceIndex(SMALL)


def ids(words: str, **chosen: object) -> list[str]:
    return [hit.entry.id for hit in INDEX.search(words, **chosen)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "first", "how", "field"),
    [
        ("tilgangsstyring", "fa14", How.EXACT, Found.TITLE),
        ("TILGANGSSTYRING", "fa14", How.EXACT, Found.TITLE),
        ("tilgangstyring", "fa14", How.SPELLING, Found.TITLE),
        ("tilgagnsstyring", "fa14", How.SPELLING, Found.TITLE),
        ("tilgangsstyringen", "fa14", How.FORM, Found.TITLE),
        ("tilgangsst", "fa14", How.BEGINNING, Found.TITLE),
        ("access", "fa47", How.EXACT, Found.SUBJECT),
        ("password", "fa47", How.EXACT, Found.SUBJECT_WORD),
        ("pasord", "fa47", How.SPELLING, Found.SUBJECT_WORD),
        ("exercise", "dsb", How.FORM, Found.SUBJECT),
        ("øving", "dsb", How.FORM, Found.SUBJECT),
        ("ovelse", "dsb", How.FORM, Found.SUBJECT),
        ("bortfallet", "emergency", How.FORM, Found.TITLE),
        ("ovelser", "dsb", How.EXACT, Found.SUBJECT),
        ("oevelser", "dsb", How.EXACT, Found.SUBJECT),
        ("DSB", "dsb", How.EXACT, Found.OWNER),
        ("nodprosedyrer", "emergency", How.EXACT, Found.TITLE),
        ("nødprosedyre", "emergency", How.FORM, Found.TITLE),
        ("legekontor", "gp", How.FORM, Found.TITLE),
    ],
)
def test_the_first_hit_is_the_one_meant_and_says_why(
    words: str, first: str, how: How, field: Found
) -> None:
    hit = INDEX.search(words)[0]
    (match,) = hit.matches
    assert (hit.entry.id, match.how, match.field) == (first, how, field)
    assert hit.missing == ()


def test_a_compound_is_found_by_its_parts_and_parts_by_the_compound() -> None:
    known = GuidanceIndex(
        shelf(
            entry("a", "Beredskapsøvelser"),
            entry("b", "Plan for beredskap"),
            entry("c", "Øvelser"),
        )
    )
    assert [hit.entry.id for hit in known.search("beredskap")] == ["b", "a"]
    assert known.search("beredskap")[1].matches[0].how is How.PART
    assert {hit.entry.id for hit in known.search("beredskapsøvelse")} == {"a", "b", "c"}


def test_a_title_that_says_nothing_else_comes_first() -> None:
    assert ids("tilgangsstyring") == ["fa14", "access-guide", "fa47"]


def test_a_word_that_nothing_has_is_told_and_lowers_the_score() -> None:
    (hit, *_) = INDEX.search("tilgangsstyring romskip")
    assert hit.missing == ("romskip",)
    assert hit.score < INDEX.search("tilgangsstyring")[0].score


def test_what_cannot_be_used_is_found_only_when_asked_for() -> None:
    assert "fa07" not in ids("risikovurdering")
    assert ids("risikovurdering", with_unusable=True)[0] == "fa07"
    assert "plan" not in ids("beredskapsplan")


def test_audience_and_group_narrow_the_answer() -> None:
    assert "gp" not in ids("informasjonssikkerhet", audience="municipality")
    assert ids("informasjonssikkerhet", audience="gp_office") == ["gp"]
    assert ids("tilgangsstyring", group=GuidanceGroup.NETWORK) == []
    assert ids("tilgangsstyring", group=GuidanceGroup.AID)


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("fastlege", How.EXACT),
        ("fastleger", How.FORM),
        ("fasleger", How.SPELLING),
        ("doctor", How.EXACT),
    ],
)
def test_words_for_the_audience_find_what_is_for_it_below_titles(words: str, how: How) -> None:
    mine = entry("mine", "Sikker hverdag", audience=("gp_office",))
    titled = entry("titled", "Fastlege, fastleger og doctor")
    index = GuidanceIndex(shelf(mine, titled, entry("other", "Noe annet")))
    hits = index.search(words)
    assert [hit.entry.id for hit in hits] == ["titled", "mine"]
    assert (hits[1].matches[0].field, hits[1].matches[0].how) == (Found.AUDIENCE, how)


def test_titles_of_requirements_lead_to_what_helps_with_them() -> None:
    titles = {Reference("f", "10"): {"nb": "Hendelsesberedskap", "en": "Incident preparedness"}}
    (hit,) = GuidanceIndex(SMALL, titles).search("incident")
    assert (hit.entry.id, hit.matches[0].field) == ("emergency", Found.REQUIREMENT)
    assert GuidanceIndex(SMALL).search("incident") == []


def test_short_words_have_no_letters_astray() -> None:
    known = GuidanceIndex(shelf(entry("a", "KI og risiko"), entry("b", "VDI")))
    assert [hit.entry.id for hit in known.search("VDI")] == ["b"]
    assert known.search("VDX") == []


def test_words_without_a_subject_are_asked_for_only_when_there_are_no_others() -> None:
    assert ids("hvordan få til tilgangsstyring") == ids("tilgangsstyring")
    assert ids("for") == ["gp", "access-guide"]


@pytest.mark.parametrize("words", ["", "   ", "!?", "–", "\x00"])
def test_no_words_find_nothing(words: str) -> None:
    assert INDEX.search(words) == []


def test_what_a_program_sends_is_cut() -> None:
    found = INDEX.search("tilgangsstyring " * 5_000 + "a" * 100_000)
    assert found[0].entry.id == "fa14"


def usable(catalogue: GuidanceCatalogue) -> GuidanceCatalogue:
    freed = [replace(each, life=Life.IN_USE, moved_into="") for each in catalogue.entries]
    return replace(catalogue, entries=tuple(freed))


@given(catalogues(), st.data())
def test_whatever_is_asked_scores_are_shares_in_order(
    catalogue: GuidanceCatalogue, data: st.DataObject
) -> None:
    texts = [text for each in catalogue.entries for text in each.title.values()]
    words = data.draw(st.text(max_size=30) | st.sampled_from(["tiltak", *texts]))
    hits = GuidanceIndex(catalogue).search(words, with_unusable=True)
    scores = [hit.score for hit in hits]
    assert all(0 < score <= 1 + 1e-9 for score in scores)
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(scores))
    assert len({hit.entry.id for hit in hits}) == len(hits)
    for hit in hits:
        assert hit.matches
        asked = {match.word for match in hit.matches}
        assert not asked & set(hit.missing)


@given(catalogues(), st.data())
def test_every_entry_is_found_by_its_own_title_with_the_best_score(
    catalogue: GuidanceCatalogue, data: st.DataObject
) -> None:
    catalogue = usable(catalogue)
    assume(catalogue.entries)
    wanted = data.draw(st.sampled_from(catalogue.entries))
    title = data.draw(st.sampled_from(sorted(wanted.title.values())))
    assume(re.search(r"[^\W_]", title) and len(re.findall(r"[^\W_]+", title)) < 20)
    hits = GuidanceIndex(catalogue).search(title)
    found = {hit.entry.id: hit.score for hit in hits}
    assert found.get(wanted.id) == pytest.approx(hits[0].score)


@given(catalogues(), st.randoms(use_true_random=False))
def test_the_order_of_the_catalogue_does_not_matter(
    catalogue: GuidanceCatalogue, random: object
) -> None:
    shuffled = list(catalogue.entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = replace(catalogue, entries=tuple(shuffled))
    for entry_ in catalogue.entries:
        for text in entry_.title.values():
            first = GuidanceIndex(catalogue).search(text, with_unusable=True)
            second = GuidanceIndex(other).search(text, with_unusable=True)
            assert [(hit.entry.id, hit.score) for hit in first] == [
                (hit.entry.id, hit.score) for hit in second
            ]


LONG_WORDS = st.sampled_from(
    ["tilgangsstyring", "autorisasjonsregister", "nødprosedyrer", "informasjonssikkerhet"]
)


@given(LONG_WORDS, st.data())
def test_a_letter_left_out_doubled_or_changed_about_does_not_hide_anything(
    word: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(word) - 2))
    astray = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + word[place] + word[place:],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            ]
        )
    )
    meant = INDEX.search(word)[0]
    assert INDEX.search(astray)[0].entry.id == meant.entry.id
    assert INDEX.search(astray)[0].score <= meant.score


def test_kinds_are_of_one_group_each() -> None:
    assert {kind: entry("a", "A", kind=kind).group for kind in GuidanceKind}[
        GuidanceKind.CONFERENCE
    ] is GuidanceGroup.NETWORK
