"""Hypothesis strategies for programmes of every shape the file format can hold."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from samvern.engine.programme.document import (
    SCALE_LEVELS,
    Challenge,
    FocusArea,
    Goal,
    Judgement,
    Measure,
    MeasureKind,
    MeasureStatus,
    Programme,
    PublishedAverages,
    PublishedCount,
    Recommendation,
    RiskArea,
    RiskAreaLink,
    RiskTrend,
    Scale,
)
from samvern.formats.programme_file.judgements import levels_of

_TOKENS = {
    Scale.LEVEL: [1, 1.5, 2, 2.5, 3, "unknown"],
    Scale.ATTAINMENT: [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, "unknown"],
    Scale.CONTRIBUTION: ["X", "x", "v", "none", "unknown"],
}
#: Everything a database and YAML both take, and words that YAML 1.1 would mistake.
words = st.one_of(
    st.text(
        st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cc", "Cs")),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["NO", "on", "yes", "null", "~", "010", "1.10", "1e3", "12:30", "2024-01-01"]),
    st.sampled_from(["- a: b", "# no", "'", '"', "a\nb\n", " lead", "=cmd|' /C calc'!A0", "<<"]),
)
identifiers = st.one_of(
    st.from_regex(r"[A-ZÆØÅ]?[0-9]{1,2}(\.[0-9]{1,2}[a-c]?)?", fullmatch=True),
    st.sampled_from(["on", "NO", "null", "1.10", "007", "0", "2024-01-01"]),
)
moments = st.one_of(
    st.just(""),
    st.integers(1990, 2100).map(str),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(lambda day: day.isoformat()[:7]),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(date.isoformat),
)
optional = st.just("") | words
several = st.lists(words, max_size=3).map(tuple)


def texts(*, required: bool = True) -> st.SearchStrategy[dict[str, str]]:
    """A text in some of the three languages."""
    some = st.dictionaries(st.sampled_from(["nb", "nn", "en"]), words, min_size=1)
    return some if required else some | st.just({})


@st.composite
def judgements(draw: st.DrawFn, scale: Scale) -> Judgement:
    """A judgement in short or long form."""
    by, why = draw(optional), draw(optional)
    on = draw(st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)))
    if draw(st.booleans()):
        token = draw(st.sampled_from(_TOKENS[scale]))
        return Judgement(levels_of(scale, token), token, by, on, why)
    names = draw(st.lists(st.sampled_from(SCALE_LEVELS[scale]), min_size=1, unique=True))
    shares = draw(st.lists(st.integers(1, 9), min_size=len(names), max_size=len(names)))
    total = sum(shares)
    levels = {name: share / total for name, share in zip(names, shares, strict=True)}
    return Judgement(levels, None, by, on, why)


def _judged(ids: list[str], scale: Scale) -> st.SearchStrategy[dict[str, Judgement]]:
    return st.dictionaries(st.sampled_from(ids), judgements(scale)) if ids else st.just({})


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """A programme with references of all kinds, some of which lead nowhere."""
    goal_ids = draw(st.lists(identifiers, unique=True, max_size=4))
    first_strategic = draw(st.integers(0, len(goal_ids)))
    risk_ids = draw(st.lists(identifiers, unique=True, max_size=3))
    area_ids = draw(st.lists(identifiers, unique=True, max_size=3))
    measure_ids = draw(st.lists(identifiers, unique=True, max_size=3)) if area_ids else []
    columns = draw(st.permutations(area_ids))[: draw(st.integers(0, len(area_ids)))]
    anything = st.lists(identifiers, max_size=2).map(tuple)

    def part(identifier: str) -> dict[str, object]:
        return {
            "id": identifier,
            "title": draw(texts()),
            "description": draw(texts(required=False)),
        }

    def ids() -> list[str]:
        return draw(st.lists(identifiers, unique=True, max_size=2))

    return Programme(
        id=draw(st.from_regex(r"[0-9A-Za-zÆØÅæøå][0-9A-Za-zÆØÅæøå._-]{0,9}", fullmatch=True)),
        title=draw(texts()),
        publisher=draw(words),
        published=draw(moments),
        assignment=draw(optional),
        builds_on=draw(optional),
        successor_of_publisher=draw(optional),
        reporting_to=draw(optional),
        reporting_every=draw(optional),
        contribution_case_certain=draw(st.booleans()),
        description=draw(texts(required=False)),
        goals=tuple(
            Goal(
                **part(identifier),
                goal_set="goals" if index < first_strategic else "strategic_goals",
            )
            for index, identifier in enumerate(goal_ids)
        ),
        challenges=tuple(Challenge(**part(identifier)) for identifier in ids()),
        risk_trends=tuple(
            RiskTrend(**part(identifier), reported_by=draw(several)) for identifier in ids()
        ),
        risk_areas=tuple(RiskArea(**part(identifier)) for identifier in risk_ids),
        risk_area_links=tuple(RiskAreaLink(source, source) for source in ids()),
        focus_areas=tuple(
            FocusArea(
                **part(identifier),
                is_new=draw(st.booleans()),
                needs=draw(optional),
                contribution=draw(_judged(risk_ids, Scale.CONTRIBUTION)),
                attainment=draw(_judged(goal_ids, Scale.ATTAINMENT))
                if identifier in columns
                else {},
            )
            for identifier in area_ids
        ),
        attainment_columns=tuple(columns),
        measures=tuple(
            Measure(
                **part(identifier),
                focus_area=draw(st.sampled_from(area_ids)),
                parent=draw(st.just("") | identifiers),
                kind=draw(st.none() | st.sampled_from(MeasureKind)),
                status=draw(st.none() | st.sampled_from(MeasureStatus)),
                owners=draw(st.none() | several),
                owner_note=draw(optional),
                involved=draw(several),
                target_group=draw(optional),
                relevant_for=draw(optional),
                interfaces=draw(several),
                after=draw(anything),
                related=draw(anything),
                overlaps=draw(anything),
                start=draw(moments),
                finish=draw(moments),
                every=draw(optional),
                cost=draw(st.none() | judgements(Scale.LEVEL)),
                support=draw(st.none() | judgements(Scale.LEVEL)),
                implementation_risk=draw(st.none() | judgements(Scale.LEVEL)),
                contribution=draw(_judged(risk_ids, Scale.CONTRIBUTION)),
                attainment=draw(_judged(goal_ids, Scale.ATTAINMENT)),
            )
            for identifier in measure_ids
        ),
        recommendations=tuple(
            Recommendation(
                tier=tier,
                chapter=draw(optional),
                focus_area=draw(st.just("") | identifiers),
                measures=draw(anything),
                note=draw(optional),
            )
            for tier in draw(st.lists(st.integers(1, 9), max_size=2))
        ),
        basis_of_priority=draw(several),
        published_averages=tuple(
            PublishedAverages(
                goal_set,
                draw(
                    st.lists(
                        st.decimals(0, 5, places=2).map(str) | st.integers(0, 5).map(str),
                        max_size=3,
                    ).map(tuple)
                ),
                draw(st.lists(st.sampled_from(["1", "2.5", "4"]), max_size=2).map(tuple)),
            )
            for goal_set in ("goals", "strategic_goals")[: draw(st.integers(0, 2))]
        ),
        published_counts=tuple(
            PublishedCount(what, count)
            for what, count in draw(
                st.dictionaries(st.sampled_from(["measures", "goals"]), st.integers(0, 99))
            ).items()
        ),
    )
