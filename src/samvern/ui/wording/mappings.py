"""Mappings between requirements in words: how good they are, and what answers say over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from samvern.engine.mappings import (
    BASIC,
    Answer,
    Inference,
    MappingQuality,
    Path,
    Possible,
    Rationale,
    Relation,
    RequirementRef,
    ReviewState,
    Style,
    passes_on,
)
from samvern.ui.wording.sentences import Gettext


def relation_name(relation: Relation, _: Gettext) -> str:
    """What a source is to a target, as a reader says it."""
    return {
        Relation.EQUAL: _("asks for the same as"),
        Relation.SUBSET: _("asks for a part of"),
        Relation.SUPERSET: _("asks for all of, and more than"),
        Relation.INTERSECTS: _("overlaps with"),
        Relation.NONE: _("has nothing in common with"),
        Relation.UNKNOWN: _("has not been settled against"),
    }[relation]


def relation_said(relation: Relation, style: Style, _: Gettext) -> str:
    """What a mapper says, as far as the way of comparing can tell."""
    is_exact = style in (Style.SET_THEORY, Style.STRUCTURAL)
    if is_exact or relation in (Relation.NONE, Relation.UNKNOWN):
        return relation_name(relation, _)
    return _("has to do with")


def possible_words(possible: Possible, _: Gettext) -> str:
    """What a source can be to a target, as a reader says it.

    Examples
    --------
    >>> possible_words(frozenset({Relation.SUBSET, Relation.INTERSECTS}), str)
    'asks for a part of, or overlaps with'
    """
    names = [relation_name(each, _) for each in BASIC if each in possible]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s, or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def carried_words(possible: Possible, _: Gettext) -> str:
    """What an answer to the source says of the target for certain."""
    is_fulfilled = passes_on(Answer.FULFILLED, possible)
    is_not = passes_on(Answer.NOT_FULFILLED, possible)
    if is_fulfilled and is_not:
        return _("Every answer is the same for both.")
    if is_fulfilled:
        return _("Fulfilled here is fulfilled there.")
    if is_not:
        return _("Not fulfilled here is not fulfilled there.")
    return _("Nothing for certain; a person must judge.")


def style_name(style: Style, _: Gettext) -> str:
    """In what way two requirements were compared."""
    return {
        Style.CROSSWALK: _("that they have to do with each other"),
        Style.SUPPORTIVE: _("that one helps with the other"),
        Style.SET_THEORY: _("by all that each asks for"),
        Style.STRUCTURAL: _("that one is a part of the other"),
    }[style]


def rationale_name(rationale: Rationale, _: Gettext) -> str:
    """What a comparison rests on."""
    return {
        Rationale.SYNTACTIC: _("the wording"),
        Rationale.SEMANTIC: _("the meaning"),
        Rationale.FUNCTIONAL: _("what comes of doing it"),
    }[rationale]


def state_name(state: ReviewState, _: Gettext) -> str:
    """How far others have looked at a mapping."""
    return {
        ReviewState.PROPOSED: _("Not reviewed"),
        ReviewState.REVIEWED: _("Reviewed"),
        ReviewState.REJECTED: _("Rejected"),
    }[state]


def answer_name(answer: Answer, _: Gettext) -> str:
    """An answer, as a reader says it."""
    return {
        Answer.FULFILLED: _("fulfilled"),
        Answer.PARTLY: _("partly fulfilled"),
        Answer.NOT_FULFILLED: _("not fulfilled"),
    }[answer]


def quality_lines(found: MappingQuality, _: Gettext) -> Iterator[str]:
    """How good mappings are, what needs a person first."""
    yield _("Mappings: %(mappings)d. Reviewed: %(reviewed)d. With a reason: %(reasons)d.") % {
        "mappings": found.mappings,
        "reviewed": found.reviewed,
        "reasons": found.with_rationale,
    }
    for relation, count in sorted(found.by_relation.items()):
        yield f"  {relation_name(relation, _)}: {count}"
    for disagreement in found.disagreements:
        pair = {"source": disagreement.source, "target": disagreement.target}
        yield _("Mappers disagree about %(source)s and %(target)s:") % pair
        for mapping in disagreement.mappings:
            said = relation_name(mapping.relation, _)
            yield f"  {mapping.mapper}: {mapping.source} {said} {mapping.target}"
    for contradiction in found.contradictions:
        pair = {"source": contradiction.source, "target": contradiction.target}
        yield _("What is said of %(source)s and %(target)s cannot all hold:") % pair
        yield from (f"  {path_words(path, _)}" for path in contradiction.paths)
    for missing in found.not_found:
        yield _("%(requirement)s is mapped, and is not in its requirement set.") % {
            "requirement": missing
        }
    for framework, ids in found.unmapped.items():
        if ids:
            named = {"framework": framework, "count": len(ids), "ids": ", ".join(ids)}
            yield _("%(framework)s, without any mapping: %(count)d (%(ids)s)") % named


def path_words(path: Path, _: Gettext) -> str:
    """The mappings of a path, each with who says it."""
    return "; ".join(
        f"{step.mapping.source} {relation_name(step.mapping.relation, _)} "
        f"{step.mapping.target} ({step.mapping.mapper or step.mapping.id})"
        for step in path.steps
    )


def inference_lines(
    inferences: Iterator[Inference] | tuple[Inference, ...],
    titles: Mapping[RequirementRef, str],
    _: Gettext,
) -> Iterator[str]:
    """What answers say of other requirements, each with what it rests on."""
    for found in inferences:
        title = titles.get(found.target, "")
        said = answer_name(found.answer, _)
        named = {"target": f"{found.target} {title}".strip(), "answer": said}
        if found.is_certain:
            yield _("%(target)s: %(answer)s.") % named
        else:
            named["source"] = str(found.source)
            yield _("%(target)s: to be judged; %(source)s is %(answer)s.") % named
        if not found.is_reviewed:
            yield "  " + _("Nobody has reviewed what this rests on.")
        yield f"  {path_words(found.paths[0], _)}"
