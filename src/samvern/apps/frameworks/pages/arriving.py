"""A set on its way in: what would come of it, what would be lost, and everything in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks.models import RequirementSet, Sharing
from samvern.apps.frameworks.pages.comparison import Sides, differences
from samvern.apps.frameworks.pages.frame import EDITIONS, begun, frame, spoken
from samvern.apps.frameworks.pages.importing import (
    LOOK_OVER,
    PROBLEM_COLUMNS,
    errors_counted,
    import_crumbs,
    problem_lines,
    step_frame,
)
from samvern.apps.frameworks.queries import Arrival, ArrivalKind, DraftCheck
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import (
    Framework,
    FrameworkKind,
    WordingStatus,
    count_wordings,
)
from samvern.ui import numbers
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Definition, Link
from samvern.ui.wording import frameworks as wording
from samvern.ui.wording.framework_losses import loss_words

#: Rows of a list that stand on the page; the file has them all.
MOST_SHOWN = 100
#: Numbers of requirements that are named in a sentence.
_MOST_NAMED = 12


@dataclass(frozen=True)
class LostLine:
    """Something that would be lost, in words."""

    requirement: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class ComingLine:
    """A requirement of a set that is new here."""

    id: str
    title: str
    status: str


def draft_context(found: DraftCheck, query: QueryDict) -> dict[str, Any]:
    """A file in waiting, looked over."""
    context = {
        **step_frame(LOOK_OVER, found.draft),
        "eyebrow": found.draft.file_name,
        "left_out": _left_out(found.draft.left_out),
        "remarks": [],
        "missing": "",
        "added": "",
        "back_url": reverse("frameworks:draft-source", args=[found.draft.id]),
        "is_table": found.draft.is_table,
    }
    cells = dict(found.cells or {})
    if found.check is not None:
        context["remarks"] = problem_lines(found.check.remarks, cells)[:MOST_SHOWN]
        context["missing"] = _missing(found)
        context["added"] = _added(found.check.added)
    if found.problems or found.arrival is None:
        return {**context, **_wrong(found, cells)}
    return {**context, **arrival_context(found.arrival, query)}


def release_context(arrival: Arrival, query: QueryDict) -> dict[str, Any]:
    """What a release of Samvern says of a set that it ships."""
    name = f"{in_language(arrival.framework.title)} ({arrival.framework.version})"
    return {
        "breadcrumbs": import_crumbs(Link(name, "")),
        "eyebrow": name,
        "back_url": reverse("frameworks:import"),
        **arrival_context(arrival, query),
        **(
            {"question": _("A release of Samvern says something else. Shall it be taken in?")}
            if arrival.needs_reason
            else {}
        ),
    }


def put_back_context(
    viewer: Viewer, found: RequirementSet, arrival: Arrival, number: int, query: QueryDict
) -> dict[str, Any]:
    """What putting an earlier state of a version back would change."""
    here = Link(_("Put back"), "")
    shared = frame(viewer, found, EDITIONS, here)
    return {
        **shared,
        "eyebrow": shared["set_name"],
        "back_url": reverse("frameworks:editions", args=[found.code, found.version]),
        **arrival_context(arrival, query),
        "question": _("Shall the set say again what it said in state %(number)d?")
        % {"number": number},
        "action": _("Put it back"),
    }


def arrival_context(arrival: Arrival, query: QueryDict) -> dict[str, Any]:
    """What every page of a set on its way in shows of it, without errors of its table."""
    if arrival.problems:
        return _hindered(arrival)
    compared: dict[str, Any] = {"change_groups": [], "head": []}
    exports: list[Export[Any]] = []
    name = f"{arrival.framework.id}-{arrival.framework.version}"
    if arrival.comparison and arrival.before:
        sides = Sides(arrival.before, arrival.framework, None, None)
        compared = differences(arrival.comparison, sides, query, name)
        exports = list(compared["exports"].by_key.values())
    lost = list(_lost(arrival))
    coming = list(_coming(arrival)) if arrival.kind is ArrivalKind.NEW_SET else []
    exports += [
        Export("lost", _("What would be lost"), _LOST, lost),
        Export("coming", _("What would come in"), _COMING, coming),
    ]
    return {
        **compared,
        **_words(arrival),
        "arrival": arrival,
        "can_take_in": arrival.kind is not ArrivalKind.SAME,
        "action": _("Take in the set"),
        "about": list(_about(arrival)),
        "is_compared": arrival.comparison is not None and not arrival.comparison.is_same,
        "compared_with": arrival.before.version if arrival.before else "",
        "sharing_changes": _sharing_changes(arrival),
        "lost": lost[:MOST_SHOWN],
        "lost_left": len(lost[MOST_SHOWN:]),
        "withdrawn": ", ".join(arrival.withdrawn[:_MOST_NAMED]),
        "withdrawn_left": len(arrival.withdrawn[_MOST_NAMED:]),
        "coming": coming[:MOST_SHOWN],
        "coming_left": len(coming[MOST_SHOWN:]),
        "exports": Exports(name, exports),
    }


def _wrong(found: DraftCheck, cells: dict[str, str]) -> dict[str, Any]:
    if found.arrival is not None:
        return _hindered(found.arrival)
    lines = problem_lines(found.problems, cells)
    exports = [Export("errors", _("Errors in the file"), PROBLEM_COLUMNS, lines)]
    return {
        "question": _("What must be corrected first?"),
        "answer": errors_counted(len(lines)),
        "errors": lines[:MOST_SHOWN],
        "errors_left": len(lines[MOST_SHOWN:]),
        "exports": Exports("import", exports),
    }


def _hindered(arrival: Arrival) -> dict[str, Any]:
    lines = problem_lines(arrival.problems)
    exports = [Export("errors", _("Errors in the file"), PROBLEM_COLUMNS, lines)]
    return {
        "question": _("What must be corrected first?"),
        "answer": errors_counted(len(lines)),
        "errors": lines[:MOST_SHOWN],
        "errors_left": len(lines[MOST_SHOWN:]),
        "exports": Exports(arrival.framework.id, exports),
    }


def _words(arrival: Arrival) -> dict[str, str]:
    """The question and its answer, as what came of it."""
    told = {"title": in_language(arrival.framework.title), "version": arrival.framework.version}
    differs = wording.comparison_sentence(arrival.comparison, gettext) if arrival.comparison else ""
    nothing = _("Nothing has been changed yet.")
    if arrival.kind is ArrivalKind.SAME:
        same = _(
            "Version %(version)s of “%(title)s” is here already and says the same, word for word. "
            "There is nothing to take in."
        )
        return {"question": _("What would it change?"), "answer": same % told}
    if arrival.kind is ArrivalKind.OTHER_STATE:
        here = _("Version %(version)s of “%(title)s” is here already.") % told
        return {
            "question": _("What would it change?"),
            "answer": f"{here} {differs} {nothing}",
        }
    if arrival.kind is ArrivalKind.NEW_VERSION:
        new = _("Version %(version)s of “%(title)s” is not here yet.") % told
        beside = _("Beside version %(version)s:") % {
            "version": arrival.before.version if arrival.before else ""
        }
        return {
            "question": _("Shall this version be taken in?"),
            "answer": f"{new} {beside} {differs} {nothing}",
        }
    new = _("“%(title)s” is a set that is not here yet.") % told
    return {"question": _("Shall this set be taken in?"), "answer": f"{new} {nothing}"}


def _about(arrival: Arrival) -> Iterator[Definition]:
    framework = arrival.framework
    asked = sum(each.is_assessable for each in framework.requirements)
    counted: dict[WordingStatus, int] = {}
    for statuses in count_wordings(framework).values():
        for status, count in statuses.items():
            counted[status] = counted.get(status, 0) + count
    headings = len(framework.requirements) - asked
    yield Definition(_("Code and version"), f"{framework.id} {framework.version}")
    yield Definition(_("Sort"), wording.kind_name(FrameworkKind(framework.kind), gettext))
    yield Definition(_("Published by"), framework.publisher)
    yield Definition(
        _("Holds"),
        _("%(requirements)s requirements under %(headings)s headings")
        % {"requirements": _figure(asked), "headings": _figure(headings)},
    )
    sure = [wording.own_words_sentence(counted, gettext), wording.rest_in_words(counted, gettext)]
    yield Definition(_("How sure the wording is"), begun(" ".join(filter(None, sure))))
    if framework.licence:
        yield Definition(_("Licence"), in_language(framework.licence))
    if framework.follows_version:
        yield Definition(_("Follows version"), framework.follows_version)
    yield Definition(_("Seen by"), str(Sharing(arrival.sharing).label))


def _sharing_changes(arrival: Arrival) -> str:
    if not arrival.sharing_before or arrival.sharing_before == arrival.sharing:
        return ""
    if arrival.sharing == Sharing.PUBLIC:
        return _(
            "Until now only the sector has seen this set. Everybody would see it, logged in or not."
        )
    return _("Until now everybody has seen this set. Only the sector would see it from now on.")


def _lost(arrival: Arrival) -> Iterator[LostLine]:
    titles = {each.id: in_language(each.title) for each in _requirements(arrival.before)}
    for each in arrival.lost:
        named = f"{each.requirement} {titles.get(each.requirement, '')}".strip()
        what, before, after = loss_words(each, gettext)
        yield LostLine(named, begun(what), before, after)


def _coming(arrival: Arrival) -> Iterator[ComingLine]:
    for each in arrival.framework.requirements:
        title, _spoken, status = wording.requirement_title(
            arrival.framework, each, spoken(), gettext
        )
        yield ComingLine(each.id, title, wording.status_name(status, gettext))


def _requirements(framework: Framework | None) -> tuple[Any, ...]:
    return framework.requirements if framework else ()


def _left_out(counted: Mapping[str, int]) -> str:
    parts = ", ".join(f"{kind}: {count}" for kind, count in counted.items())
    if not parts:
        return ""
    return _("Left out, since a requirement set has no room for it: %(parts)s.") % {"parts": parts}


def _missing(found: DraftCheck) -> str:
    """What becomes of requirements of the set that the table does not have."""
    count = len(found.check.missing) if found.check else 0
    if not count:
        return ""
    if found.removes_missing:
        return ngettext(
            "%(count)d requirement of the set is not in the table. It would be withdrawn.",
            "%(count)d requirements of the set are not in the table. They would be withdrawn.",
            count,
        ) % {"count": count}
    return ngettext(
        "%(count)d requirement of the set is not in the table. It stays as it is.",
        "%(count)d requirements of the set are not in the table. They stay as they are.",
        count,
    ) % {"count": count}


def _added(added: Sequence[str]) -> str:
    """Which requirements a table would add to the set."""
    if not added:
        return ""
    more = ", …" if len(added) > _MOST_NAMED else ""
    return ngettext(
        "%(count)d requirement of the table is not in the set, and would be added: %(ids)s",
        "%(count)d requirements of the table are not in the set, and would be added: %(ids)s",
        len(added),
    ) % {"count": len(added), "ids": ", ".join(added[:_MOST_NAMED]) + more}


def _figure(count: int) -> str:
    return numbers.number(count, language=spoken())


_LOST: tuple[ExportColumn[LostLine], ...] = (
    ExportColumn(gettext_lazy("Requirement"), lambda line: line.requirement, 50),
    ExportColumn(gettext_lazy("What would be lost"), lambda line: line.what, 40),
    ExportColumn(gettext_lazy("Says now"), lambda line: line.before, 60),
    ExportColumn(gettext_lazy("Would say"), lambda line: line.after, 40),
)
_COMING: tuple[ExportColumn[ComingLine], ...] = (
    ExportColumn(gettext_lazy("Number"), lambda line: line.id),
    ExportColumn(gettext_lazy("Title"), lambda line: line.title, 60),
    ExportColumn(gettext_lazy("How sure the wording is"), lambda line: line.status, 30),
)
