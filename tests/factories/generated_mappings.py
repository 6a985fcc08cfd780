"""Hypothesis strategies for mappings between requirements, of every shape that files can hold."""

from __future__ import annotations

from hypothesis import strategies as st

from samvern.engine.mappings import (
    Rationale,
    Relation,
    RequirementMapping,
    RequirementRef,
    ReviewState,
    Style,
)

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn"))
    | st.sampled_from('|\\"\t\n#'),
    max_size=30,
).map(str.strip)
frameworks = st.from_regex(r"[a-z][a-z0-9.-]{0,20}", fullmatch=True)
ids = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=12)
refs = st.builds(RequirementRef, frameworks, ids)
mappings = st.builds(
    RequirementMapping,
    id=st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True),
    source=refs,
    target=refs,
    relation=st.sampled_from(Relation),
    mapper=texts,
    on=st.none() | st.dates(),
    style=st.sampled_from(Style),
    rationale=st.none() | st.sampled_from(Rationale),
    why=texts,
    confidence=st.none() | st.floats(0, 1),
    source_version=texts,
    target_version=texts,
    state=st.sampled_from(ReviewState),
    reviewer=texts,
)
