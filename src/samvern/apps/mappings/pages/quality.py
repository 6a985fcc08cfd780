"""How good mappings are: what is reviewed and argued for, contradicted, missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.mappings import queries
from samvern.apps.mappings.pages.words import (
    crumbs,
    name_in,
    spoken,
    step_words,
)
from samvern.apps.mappings.permissions import Permission
from samvern.apps.mappings.queries import Looked
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import Framework
from samvern.engine.mappings import (
    Contradiction,
    Disagreement,
    MappingQuality,
    Relation,
    RequirementMapping,
    Step,
)
from samvern.ui import numbers
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Definition, Link
from samvern.ui.wording import mappings as wording

#: So many disagreements, contradictions and mappings to look at stand on the page; files have all.
MOST_SHOWN = 50


@dataclass(frozen=True)
class Dispute:
    """Two requirements of which what is said cannot all hold, and everything that is said."""

    pair: str
    said: tuple[Link, ...]


@dataclass(frozen=True)
class Missing:
    """A set with its requirements that no mapping tells anything of."""

    name: str
    count: int
    total: int
    share: float | None
    numbers: str


def quality_context(
    viewer: Viewer, sets: tuple[RequirementSet, RequirementSet] | None
) -> dict[str, Any]:
    """The page, over all mappings or those between two sets."""
    looked = queries.look_over(viewer, sets)
    found = looked.quality
    sees_names = viewer.may_somewhere(Permission.READ_MAPPERS)
    disagreements = [_disagreement(each, sees_names) for each in found.disagreements]
    contradictions = [_contradiction(each, sees_names) for each in found.contradictions]
    documents = {each.id: each for each in looked.documents}
    missing = [_missing(documents[code], ids) for code, ids in found.unmapped.items()]
    return {
        "breadcrumbs": crumbs(Link(_("How good they are"), "")),
        "answer": _answer(found),
        "facts": list(_facts(looked)),
        "disagreements": disagreements[:MOST_SHOWN],
        "contradictions": contradictions[:MOST_SHOWN],
        "missing": missing,
        "to_look_at": [
            Link(str(pk), reverse("mappings:mapping", args=[pk]))
            for pk in looked.to_look_at[:MOST_SHOWN]
        ],
        "exports": _exports(looked, sets, disagreements, contradictions),
    }


def _answer(found: MappingQuality) -> str:
    if not found.mappings:
        return _("There is no mapping to look over.")
    share = numbers.percent(found.reviewed_share or 0.0, language=spoken())
    disputes = len(found.disagreements) + len(found.contradictions)
    said = _("%(share)s of the mappings are reviewed by somebody other than the mapper.")
    told = ngettext(
        "%(count)d pair of requirements is said things of that cannot all hold.",
        "%(count)d pairs of requirements are said things of that cannot all hold.",
        disputes,
    )
    return f"{said % {'share': share}} {told % {'count': disputes}}"


def _facts(looked: Looked) -> Iterator[Definition]:
    found = looked.quality
    yield Definition(_("Mappings"), _number(found.mappings))
    yield Definition(_("Reviewed"), _share(found.reviewed, found.mappings))
    yield Definition(_("With a reason"), _share(found.with_rationale, found.mappings))
    for relation in Relation:
        if count := found.by_relation.get(relation):
            said = wording.relation_name(relation, gettext)
            yield Definition((said[:1].upper() + said[1:]).rstrip(","), _number(count))
    yield Definition(
        _("To look at"),
        _number(len(looked.to_look_at)),
        _("Made against an earlier version, of a requirement that was split, merged or removed."),
    )


def _number(count: int) -> str:
    return numbers.number(count, 0, spoken())


def _share(count: int, of: int) -> str:
    if not of:
        return _number(count)
    return f"{_number(count)} ({numbers.percent(count / of, language=spoken())})"


def _disagreement(found: Disagreement, sees_names: bool) -> Dispute:
    return Dispute(
        f"{found.source} – {found.target}",
        tuple(_link(Step(each), sees_names) for each in found.mappings),
    )


def _contradiction(found: Contradiction, sees_names: bool) -> Dispute:
    steps = dict.fromkeys(step for path in found.paths for step in path.steps)
    return Dispute(
        f"{found.source} – {found.target}", tuple(_link(step, sees_names) for step in steps)
    )


def _link(step: Step, sees_names: bool) -> Link:
    url = reverse("mappings:mapping", args=[step.mapping.id])
    return Link(step_words(step if sees_names else Step(_nameless(step.mapping))), url)


def _nameless(mapping: RequirementMapping) -> RequirementMapping:
    return replace(mapping, mapper="", reviewer="")


def _missing(document: Framework, ids: Sequence[str]) -> Missing:
    total = sum(each.is_assessable for each in document.requirements)
    name = f"{document.id} ({document.version})"
    share = len(ids) / total if total else None
    return Missing(name, len(ids), total, share, ", ".join(ids))


def _exports(
    looked: Looked,
    sets: tuple[RequirementSet, RequirementSet] | None,
    disagreements: Sequence[Dispute],
    contradictions: Sequence[Dispute],
) -> Exports:
    disputed: list[ExportColumn[Dispute]] = [
        ExportColumn(_("Requirements"), lambda row: row.pair, 40),
        ExportColumn(_("What is said"), lambda row: "; ".join(e.title for e in row.said), 80),
    ]
    without: list[ExportColumn[tuple[Framework, str]]] = [
        ExportColumn(_("Set"), lambda row: row[0].id, 30),
        ExportColumn(_("Version"), lambda row: row[0].version),
        ExportColumn(_("Requirement"), lambda row: name_in(*row), 60),
    ]
    facts = [(_("Sets"), ", ".join(each.name_in_words for each in sets))] if sets else []
    return Exports(
        "mappings",
        [
            Export("disagreements", _("Where mappers disagree"), disputed, disagreements),
            Export("contradictions", _("What cannot hold together"), disputed, contradictions),
            Export("missing", _("Requirements without any mapping"), without, _unmapped(looked)),
        ],
        facts=facts,
    )


def _unmapped(looked: Looked) -> Iterable[tuple[Framework, str]]:
    for document in looked.documents:
        for number in looked.quality.unmapped.get(document.id, ()):
            yield document, number
