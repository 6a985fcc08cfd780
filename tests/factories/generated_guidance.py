"""Hypothesis strategies for catalogues of guidance of every shape the file format can hold."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from samvern.engine.frameworks import Reference
from samvern.engine.guidance import (
    GuidanceCatalogue,
    GuidanceEntry,
    GuidanceKind,
    GuidanceSource,
    Help,
    Life,
    LinkState,
    Medium,
    Provenance,
    Standing,
    Subject,
)
from tests.factories.generated_frameworks import kinds_of_actors
from tests.factories.generated_programmes import texts, words

KINDS_OF_ACTORS = ("gp_office", "municipality", "supplier")
identifiers = st.from_regex(r"[a-z][a-z0-9]{0,4}(-[a-z0-9]{1,3})?", fullmatch=True)
optional = st.just("") | words
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))

SOURCES = (
    GuidanceSource("report", "Rapport", "Direktoratet", date(2023, 6, 14)),
    GuidanceSource("notes", "Notater", is_read=False),
)
provenances = st.builds(Provenance, st.sampled_from([each.id for each in SOURCES]), optional)
references = st.builds(
    Reference, st.sampled_from(["f", "g"]), st.sampled_from(["1", "1.1", "2", "A.5.1"])
)
subject_words = st.dictionaries(
    st.sampled_from(["nb", "nn", "en"]),
    st.lists(words, min_size=1, max_size=2, unique=True).map(tuple),
    max_size=2,
)


def _in_order(written: dict[str, object]) -> dict[str, object]:
    return {language: written[language] for language in ("nb", "nn", "en") if language in written}


@st.composite
def helps(draw: st.DrawFn) -> tuple[Help, ...]:
    """What an entry helps with, nothing twice."""
    found = draw(
        st.lists(
            st.builds(Help, references, optional, st.none() | provenances),
            max_size=3,
            unique_by=lambda each: (each.with_, each.place),
        )
    )
    return tuple(found)


@st.composite
def entries(
    draw: st.DrawFn, identifier: str, subjects: list[str], earlier: list[str]
) -> GuidanceEntry:
    """An entry that may have been moved into one of those before it."""
    address = draw(st.sampled_from(["", "https://example.no/a", "http://normen.no/æ?b=c#d"]))
    link = draw(st.sampled_from(LinkState)) if address else LinkState.UNKNOWN
    moved_into = draw(st.sampled_from(["", *earlier]))
    others = [each for each in Life if each is not Life.MOVED]
    return GuidanceEntry(
        identifier,
        draw(st.sampled_from(GuidanceKind)),
        draw(texts()),
        owner=draw(st.sampled_from(["", "NSM", "KS", "Norsk helsenett"])),
        also_known_as=draw(st.lists(words, max_size=2, unique=True).map(tuple)),
        description=draw(texts(required=False)),
        audience=draw(kinds_of_actors),
        audience_note=draw(texts(required=False)),
        subjects=tuple(draw(st.lists(st.sampled_from(subjects), max_size=2, unique=True)))
        if subjects
        else (),
        helps=draw(helps()),
        languages=draw(st.lists(st.sampled_from(["nb", "nn", "en", "se"]), unique=True).map(tuple)),
        medium=draw(st.sampled_from(Medium)),
        address=address,
        link=link,
        link_checked_on=None if link is LinkState.UNKNOWN else draw(days),
        reviewed_on=draw(st.none() | days),
        review_months=draw(st.none() | st.integers(1, 120)),
        life=Life.MOVED if moved_into else draw(st.sampled_from(others)),
        moved_into=moved_into,
        standing=draw(st.sampled_from(Standing)),
        remark=draw(texts(required=False)),
        found_in=draw(st.lists(provenances, min_size=1, max_size=2).map(tuple)),
    )


@st.composite
def catalogues(draw: st.DrawFn, *, most: int = 6) -> GuidanceCatalogue:
    """A catalogue of any shape that holds together."""
    subjects = [
        Subject(identifier, draw(texts()), _in_order(draw(subject_words)))  # type: ignore[arg-type]
        for identifier in draw(st.lists(identifiers, max_size=3, unique=True))
    ]
    found: list[GuidanceEntry] = []
    for identifier in draw(st.lists(identifiers, max_size=most, unique=True)):
        known = [each.id for each in subjects]
        found.append(draw(entries(identifier, known, [each.id for each in found])))
    return GuidanceCatalogue(
        id=draw(identifiers),
        version=draw(st.sampled_from(["1", "2026-11-27", "1.10"])),
        title=draw(texts()),
        publisher=draw(words),
        description=draw(texts(required=False)),
        licence=draw(texts(required=False)),
        review_months=draw(st.none() | st.integers(1, 60)),
        gaps=tuple(draw(st.lists(texts(), max_size=2))),
        sources=SOURCES,
        subjects=tuple(subjects),
        entries=tuple(found),
    )
