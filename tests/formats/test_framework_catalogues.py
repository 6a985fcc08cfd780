"""The requirement sets that Samvern ships: as much as is sourced, marked as it is, nothing more.

The counts below were taken from the facts as they were gathered on 22 November 2026: identifiers
and titles of NSM's principles from a vendor's listing (C, T), public repositories (R) and a wiki
(I), with U for working titles and GAP for titles that were not found; ten measures read in the
overview v0.7; titles of ISO controls from a public library; topics of NIS2 Article 21(2) in other
words; chapters of Normen, one of them seen. The questions of the short check are our own, under the
ten measures as headings.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import pytest

from samvern.engine.frameworks import Framework, WordingStatus
from samvern.engine.programme.document import LANGUAGES, Text
from samvern.formats import framework_file
from tests.factories.written_forms import written_as_itself

FRAMEWORKS = resources.files("samvern.catalogues") / "frameworks"


@dataclass(frozen=True)
class Facts:
    """What the facts hold: requirements that can be assessed, headings, titles by source."""

    assessable: int
    headings: int
    titles: dict[str, dict[str, int]]


EXPECTED = {
    "grunnleggende-tiltak-0.7.yaml": Facts(
        10, 0, {"nb": {"V": 10}, "nn": {"O": 10}, "en": {"O": 10}}
    ),
    "grunnsjekk-1.0.yaml": Facts(
        22, 10, {"nb": {"V": 10, "O": 22}, "nn": {"O": 32}, "en": {"O": 32}}
    ),
    "iso-27001-annex-a-2022.yaml": Facts(93, 4, {"en": {"L": 97}}),
    "nis2-art21-2-2022-2555.yaml": Facts(
        10, 1, {"nb": {"O": 11}, "nn": {"O": 11}, "en": {"O": 11}}
    ),
    "normen-6.0.yaml": Facts(0, 5, {"nb": {"S": 1, "U": 4}}),
    "nsm-effective-measures-undated.yaml": Facts(5, 0, {"nb": {"U": 5}}),
    # Of the headings, 21 principles have a bokmål title and 4 categories both; measures: nb 40 R,
    # 1 I, 66 U, 11 GAP; en 65 C, 2 T, 40 U, 11 GAP.
    "nsm-gp-ikt-2.1.yaml": Facts(
        118,
        25,
        {
            "nb": {"S": 25, "R": 40, "I": 1, "U": 66, "GAP": 11},
            "en": {"S": 4, "C": 65, "T": 2, "U": 40, "GAP": 11},
        },
    ),
}

#: Measures under each of NSM's principles, 1.1 to 4.4.
NSM_MEASURES = [6, 4, 3, 10, 7, 10, 4, 8, 7, 5, 4, 4, 4, 3, 7, 7, 6, 6, 3, 6, 4]

#: Numbers of NSM's measures whose titles were not found, in any language.
NSM_MISSING = {
    *("2.7.5", "2.10.2", "2.10.3", "2.10.4", "3.3.5", "3.3.6", "3.3.7"),
    *("3.4.3", "4.4.2", "4.4.3", "4.4.4"),
}

every_set = pytest.mark.parametrize("name", EXPECTED)


def _read(name: str) -> Framework:
    return framework_file.read(io.BytesIO((FRAMEWORKS / name).read_bytes()), name=name)


def test_every_shipped_set_is_held_against_facts() -> None:
    shipped = {entry.name for entry in FRAMEWORKS.iterdir() if entry.name.endswith(".yaml")}
    assert shipped == set(EXPECTED)


@every_set
def test_counts_and_marks_are_those_of_the_facts(name: str) -> None:
    found, expected = _read(name), EXPECTED[name]
    assessable = Counter(each.is_assessable for each in found.requirements)
    assert (assessable[True], assessable[False]) == (expected.assessable, expected.headings)
    titles: dict[str, Counter[str]] = {}
    for wording in found.wordings():
        assert wording.source, "every wording says where it is from"
        if wording.field == "text":
            assert name == "grunnsjekk-1.0.yaml", "no text of other publishers ships"
            assert wording.status is WordingStatus.OWN
            continue
        titles.setdefault(wording.language, Counter())[wording.source.id] += 1
    assert titles == expected.titles


@every_set
def test_the_file_is_named_after_the_set_and_its_version(name: str) -> None:
    found = _read(name)
    assert name == f"{found.id}-{found.version}.yaml"


def test_nsm_has_its_measures_under_its_principles() -> None:
    found = _read("nsm-gp-ikt-2.1.yaml")
    below = Counter(each.parent for each in found.requirements if each.is_assessable)
    assert list(below.values()) == NSM_MEASURES
    for principle, count in below.items():
        ids = [each.id for each in found.requirements if each.parent == principle]
        assert ids == [f"{principle}.{number}" for number in range(1, count + 1)]


def test_what_was_not_found_is_missing_in_both_languages() -> None:
    found = _read("nsm-gp-ikt-2.1.yaml")
    missing = Counter(
        each.requirement for each in found.wordings() if each.status is WordingStatus.MISSING
    )
    assert missing == dict.fromkeys(NSM_MISSING, 2)


def test_the_effective_measures_point_at_principles_that_exist() -> None:
    principles = {each.id for each in _read("nsm-gp-ikt-2.1.yaml").requirements}
    measures = _read("nsm-effective-measures-undated.yaml").requirements
    pointed_at = [reference for each in measures for reference in each.references]
    assert {reference.framework for reference in pointed_at} == {"nsm-gp-ikt"}
    assert [reference.id for reference in pointed_at] == [
        "2.3.1",
        "2.6.4",
        "2.3.2",
        "2.1.2",
        "2.6.7",
    ]
    assert {reference.id for reference in pointed_at} <= principles


def test_the_basic_measures_name_guidance() -> None:
    counts = [len(each.guidance) for each in _read("grunnleggende-tiltak-0.7.yaml").requirements]
    assert counts == [4, 3, 2, 3, 2, 3, 4, 2, 4, 4]


def test_annex_a_has_its_controls_in_order() -> None:
    controls = [
        each.id for each in _read("iso-27001-annex-a-2022.yaml").requirements if each.is_assessable
    ]
    counts = {"A.5": 37, "A.6": 8, "A.7": 14, "A.8": 34}
    assert controls == [
        f"{theme}.{n}" for theme, most in counts.items() for n in range(1, most + 1)
    ]


@every_set
def test_what_we_say_of_it_stands_in_three_languages(name: str) -> None:
    for text in _our_texts(_read(name)):
        assert set(text) == set(LANGUAGES)
        assert all(text[language].strip() for language in LANGUAGES)
        assert written_as_itself(text), text


def _our_texts(found: Framework) -> Iterator[Text]:
    yield from (found.title, found.description, found.source, found.licence, *found.gaps)
    yield from (source.says for source in found.wording_sources)


@every_set
def test_every_set_says_what_is_missing(name: str) -> None:
    assert _read(name).gaps


@every_set
def test_it_is_written_as_it_reads(name: str) -> None:
    found, stream = _read(name), io.BytesIO()
    framework_file.write(found, stream)
    kept = (FRAMEWORKS / name).read_text(encoding="utf-8").partition("\n\n")[2]
    assert kept.replace("\n\n", "\n") == stream.getvalue().decode()
