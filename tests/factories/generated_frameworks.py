"""Hypothesis strategies for requirement sets of every shape the file format can hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from samvern.engine.frameworks import (
    Framework,
    FrameworkKind,
    Reference,
    Requirement,
    WordingSource,
    WordingStatus,
)
from tests.factories.generated_programmes import texts, words

LANGUAGES = ("nb", "nn", "en")
codes = st.from_regex(r"[A-Z]?[0-9]{1,2}(\.[0-9]{1,2}[a-c]?)?(\([a-j]\))?", fullmatch=True)
identifiers = codes | st.sampled_from(["on", "NO", "null", "1.10", "007", "0", "PR.AC-1", "A.5.1"])
optional = st.just("") | words
several = st.lists(words, max_size=2, unique=True).map(tuple)
days = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
kinds_of_actors = st.lists(
    st.sampled_from(["gp_office", "municipality", "supplier"]), max_size=2, unique=True
).map(tuple)

SOURCES = (
    WordingSource("V", WordingStatus.VERIFIED, {"nb": "Lest hos utgiveren."}),
    WordingSource("U", WordingStatus.UNVERIFIED),
    WordingSource("GAP", WordingStatus.MISSING, {"en": "Not found."}),
)


@st.composite
def requirements(draw: st.DrawFn, identifier: str, parents: list[str]) -> Requirement:
    """A requirement below one of those that stand before it, or at the top."""
    sources: dict[str, dict[str, str]] = {}
    wordings: dict[str, dict[str, str]] = {}
    for name in ("title", "text"):
        wordings[name] = draw(texts(required=False))
        said = {
            language: draw(st.sampled_from(["V", "U"]))
            if language in wordings[name]
            else draw(st.just("GAP"))
            for language in draw(st.lists(st.sampled_from(LANGUAGES), unique=True))
        }
        if name == "title" and not wordings[name] and not said:
            said = {"nb": "GAP"}
        if said:
            sources[name] = {each: said[each] for each in LANGUAGES if each in said}
    return Requirement(
        identifier,
        wordings["title"],
        wordings["text"],
        parent=draw(st.sampled_from(["", *parents])),
        is_assessable=draw(st.booleans()),
        applies_to=draw(kinds_of_actors),
        priority=draw(optional),
        references=draw(st.lists(st.builds(Reference, codes, identifiers), max_size=2).map(tuple)),
        guidance=draw(several),
        sources=sources,
    )


@st.composite
def frameworks(draw: st.DrawFn, *, version: str = "1", most: int = 6) -> Framework:
    """A requirement set of any shape that holds together."""
    begins, ends = draw(days), draw(days)
    if begins and ends and ends < begins:
        begins, ends = ends, begins
    found: list[Requirement] = []
    for identifier in draw(st.lists(identifiers, max_size=most, unique=True)):
        found.append(draw(requirements(identifier, [each.id for each in found])))
    return Framework(
        id=draw(st.just("set-a")),
        version=version,
        title=draw(texts()),
        publisher=draw(words),
        kind=draw(st.sampled_from(FrameworkKind)),
        source=draw(texts(required=False)),
        licence=draw(texts(required=False)),
        description=draw(texts(required=False)),
        effective_from=begins,
        effective_to=ends,
        applies_to=draw(kinds_of_actors),
        gaps=tuple(draw(st.lists(texts(), max_size=2))),
        wording_sources=SOURCES,
        default_source=draw(st.sampled_from(["", "V", "U"])),
        requirements=tuple(found),
    )


@st.composite
def chains(draw: st.DrawFn, *, most: int = 4) -> list[Framework]:
    """Versions that follow each other, with requirements kept, renumbered, split, merged, dropped."""
    chain = [draw(frameworks(version="v0"))]
    for number in range(1, draw(st.integers(1, most))):
        earlier = [each.id for each in chain[-1].requirements]
        ties = st.none() | (
            st.lists(st.sampled_from(earlier), max_size=2, unique=True).map(tuple)
            if earlier
            else st.just(())
        )
        later = draw(frameworks(version=f"v{number}"))
        chain.append(
            replace(
                later,
                follows_version=f"v{number - 1}",
                requirements=tuple(
                    replace(each, follows=draw(ties)) for each in later.requirements
                ),
            )
        )
    return chain
