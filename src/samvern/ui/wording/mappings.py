"""Mappings between requirements in words: how good they are, and what answers say over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from samvern.engine.mappings import (
    Answer,
    Inference,
    MappingQuality,
    Path,
    Relation,
    RequirementRef,
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
