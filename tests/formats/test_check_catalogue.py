"""The short check that ships: short, easily read, whole, and tied to what it grew from."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from importlib import resources
from pathlib import Path

import pytest

from samvern.cli.files import load_check, load_framework, load_guidance
from samvern.engine.assessments import check_answer
from samvern.engine.checks import (
    Check,
    DirectoryEntry,
    Offer,
    QuestionPage,
    asked,
    find_mismatches,
    known_facts,
    pages_of,
    presets,
    progress,
    readability_of,
    step_texts,
)
from samvern.engine.frameworks import Framework
from samvern.engine.guidance import Life, Standing
from samvern.engine.mappings import (
    Relation,
    RequirementMapping,
    RequirementRef,
    ReviewState,
    check_mappings,
)
from samvern.engine.programme.document import LANGUAGES, Text
from samvern.engine.readability import measure
from samvern.formats import check_file, mappings_file
from tests.factories.written_forms import written_as_itself

CATALOGUES = Path(str(resources.files("samvern.catalogues")))
NORWEGIAN = ("nb", "nn")
#: Of issue 5: as many questions, minutes and points of LIX at most.
MOST_QUESTIONS, MOST_MINUTES, MOST_LIX = 25, 15, 40
#: What frightens and helps nobody.
SCARE = re.compile(
    r"hacke|angrip|åtak|kriminell|løsepenge|trussel|trugsmål|katastrof|farlig|farleg|attack|criminal"
    r"|hostage|threat|danger",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def check() -> Check:
    return load_check("grunnsjekk")


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework("grunnsjekk-1.0")


@pytest.fixture(scope="module")
def pages(check: Check, framework: Framework) -> tuple[QuestionPage, ...]:
    return pages_of(check, framework)


@pytest.fixture(scope="module")
def mappings() -> tuple[RequirementMapping, ...]:
    path = CATALOGUES / "mappings" / "grunnsjekk-1.0.sssom.tsv"
    return mappings_file.read(path.read_bytes(), name=path.name)


def test_it_is_short_and_fits_what_it_speaks_of(check: Check, framework: Framework) -> None:
    assert 20 <= len(check.questions) <= MOST_QUESTIONS
    told: list[str] = []
    entries = {each.id: each for each in load_guidance(check.guidance).entries}
    find_mismatches(check, framework, entries, lambda code, path, **_: told.append(code))
    assert not told
    for question in check.questions:
        named = [entries[each] for each in question.guidance]
        assert named, question.id
        assert all(
            each.life is Life.IN_USE and each.standing is not Standing.UNVERIFIED for each in named
        ), question.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_takes_a_quarter_of_an_hour(pages: tuple[QuestionPage, ...], language: str) -> None:
    assert progress(pages, (), language).minutes_left <= MOST_MINUTES


@pytest.mark.parametrize("language", NORWEGIAN)
def test_it_reads_easily(check: Check, pages: tuple[QuestionPage, ...], language: str) -> None:
    found = readability_of(check, pages, language)
    assert found.highest <= MOST_LIX
    assert max(found.pages.lix, found.steps.lix) <= 30
    assert len(found.questions) == len(pages)
    for page in pages:
        # Nor do the colons of examples, which count as ends of sentences, carry the limit.
        for texts in (page.texts(language), step_texts(page.question, language)):
            without = measure(text.replace(":", ",") for text in texts)
            assert without.lix <= MOST_LIX, page.question.id


def _texts(check: Check, pages: tuple[QuestionPage, ...]) -> list[tuple[str, Text]]:
    letter = check.letter
    found: list[tuple[str, Text | None]] = [
        ("title", check.title),
        ("description", check.description),
        ("licence", check.licence),
        *((f"letter {n}", each) for n, each in enumerate((letter.opening, letter.closing))),
        *(("letter", each) for each in (letter.task.do, letter.task.who)),
        *((f"ending {name}", each) for name, each in check.endings.items()),
        *((f"fact {each.id}", each.title) for each in check.facts),
        *((f"source {each.id}", each.title) for each in check.sources),
    ]
    for page in pages:
        question = page.question
        parts = (
            *(page.title, page.text, question.help, question.patients, question.poster),
            *question.answers.values(),
            *(question.step.do, question.step.who, question.find_out.do),
            *(question.weight.because, question.ask),
        )
        found += [(question.id, text) for text in parts]
    return [(where, text) for where, text in found if text is not None]


def test_every_text_stands_in_three_languages_each_written_as_itself(
    check: Check, pages: tuple[QuestionPage, ...]
) -> None:
    for where, text in _texts(check, pages):
        assert set(text) == set(LANGUAGES), where
        assert all(said.strip() == said for said in text.values()), where
        assert written_as_itself(text), (where, text)


def test_nothing_frightens_and_every_line_ends(
    check: Check, pages: tuple[QuestionPage, ...]
) -> None:
    for where, text in _texts(check, pages):
        if not where.startswith("source"):
            assert not any(SCARE.search(said) for said in text.values()), (where, text)
    for page in pages:
        for language in LANGUAGES:
            title, explanation, *_rest = page.texts(language)
            assert title.endswith("?")
            assert len(re.findall(r"[.?!](?=\s|$)", explanation)) == 1, page.question.id
            patients = page.question.patients[language]
            assert len(re.findall(r"[.?!](?=\s|$)", patients)) == 1, page.question.id
            assert re.search(r"\b(Eksempel|Døme|Example): ", page.question.help[language])
            assert len(page.question.poster[language]) <= 60, page.question.id
            assert len(title) <= 90, page.question.id


def test_answers_can_be_kept_and_steps_are_within_a_working_day(check: Check) -> None:
    for question in check.questions:
        for language in LANGUAGES:
            words = [question.answers[offer][language] for offer in question.offers]
            assert len(set(words)) == len(words), question.id
            for offer in question.offers:
                check_answer(question.values(offer, language, supplier="Fiktiv IT"))
        assert 5 <= question.step.minutes <= 90
        assert 5 <= question.find_out.minutes <= 10
        assert question.step.who, question.id


def test_weights_say_who_says_so(check: Check, mappings: tuple[RequirementMapping, ...]) -> None:
    """NSM is named where a question is mapped to one of NSM's five measures, and only there."""
    five = {
        each.source.id for each in mappings if each.target.framework == "nsm-effective-measures"
    }
    named = {each.id for each in check.questions if each.weight.source == "nsm-fem"}
    assert five == named == {"6.1", "9.2", "9.4"}
    assert {each.id: each.is_read for each in check.sources} == {"nsm-fem": False, "samvern": True}
    assert all(each.weight.value >= 4 for each in check.questions if each.id in named)


def test_what_the_directory_knows_and_what_it_saves(check: Check) -> None:
    assert known_facts(check, DirectoryEntry("gp_office", "1-9")) == {}
    assert known_facts(check, DirectoryEntry("dentist", "10-49", supplier="Fiktiv IT")) == {
        "staff": True,
        "supplier": True,
    }
    assert known_facts(check, DirectoryEntry(owner_kind="municipality")) == {"supplier": True}
    nothing = {each.id: False for each in check.facts}
    left_out = presets(check, nothing, "nb")
    assert set(left_out) == {"4.1", "5.1", "5.2", "7.1", "7.2", "8.3", "9.3", "9.5"}
    assert len(asked(check, nothing)) == len(check.questions) - len(left_out)
    assert {each.when for each in check.questions} - {""} == set(nothing)


def test_suppliers_may_be_asked_wherever_they_may_do_it(check: Check) -> None:
    offered = [each for each in check.questions if Offer.SUPPLIER in each.answers]
    assert len(offered) >= 8
    assert all(each.ask and each.ask["nb"].endswith("?") for each in offered)


# What it is mapped to


def test_every_question_is_mapped_to_what_exists(
    framework: Framework, mappings: tuple[RequirementMapping, ...]
) -> None:
    check_mappings(mappings)
    there = {
        RequirementRef(each.id, requirement.id): each.version
        for each in map(
            load_framework,
            (
                "grunnsjekk-1.0",
                "nsm-gp-ikt-2.1",
                "grunnleggende-tiltak-0.7",
                "nsm-effective-measures-undated",
                "iso-27001-annex-a-2022",
            ),
        )
        for requirement in each.requirements
        if requirement.is_assessable
    }
    targets: dict[str, set[str]] = defaultdict(set)
    for each in mappings:
        assert there[each.source] == each.source_version, each.id
        assert there[each.target] == each.target_version, each.id
        assert each.relation in (Relation.SUBSET, Relation.INTERSECTS), each.id
        assert each.why, each.id
        assert each.confidence is not None, each.id
        assert each.confidence <= 0.8, each.id
        targets[each.source.id].add(f"{each.target.framework} {each.target.id}")
    chapters = {each.id for each in load_framework("normen-6.0").requirements}
    questions = [each for each in framework.requirements if each.is_assessable]
    for question in questions:
        found = targets[question.id]
        assert f"grunnleggende-tiltak {question.parent}" in found, question.id
        (reference,) = question.references
        assert (reference.framework, reference.id in chapters) == ("normen", True), question.id
    assert [each.id for each in questions if not _named(targets[each.id], "nsm-gp-ikt")] == ["4.1"]
    assert {target for found in targets.values() for target in found if "grunn" in target} == {
        f"grunnleggende-tiltak {number}" for number in range(1, 11)
    }


def _named(targets: set[str], framework: str) -> bool:
    return any(target.startswith(framework) for target in targets)


def test_nobody_is_said_to_have_reviewed_them(mappings: tuple[RequirementMapping, ...]) -> None:
    assert {(each.state, each.reviewer, each.mapper) for each in mappings} == {
        (ReviewState.PROPOSED, "", "Samvern")
    }


def test_it_is_written_as_it_reads(check: Check) -> None:
    path = CATALOGUES / "checks" / "grunnsjekk-1.0.yaml"
    stream = io.BytesIO()
    check_file.write(check, stream)
    assert path.name == f"{check.id}-{check.version}.yaml"
    kept = path.read_text(encoding="utf-8").partition("\n\n")[2]
    assert kept.replace("\n\n", "\n") == stream.getvalue().decode()
