"""Who is asked to answer what, and the page that a link leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.assessments.models import Assessment, Delegation
from samvern.apps.assessments.pages.answering import chapter_name
from samvern.apps.assessments.pages.frame import assessment_url, frame, spoken
from samvern.apps.assessments.queries import (
    AnswerRow,
    DelegationRow,
    DelegationState,
    asked_of,
    chapters_of,
)
from samvern.apps.frameworks.pages.rows import line
from samvern.engine.assessments import Confidentiality
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.numbers import day
from samvern.ui.parts import Link
from samvern.ui.wording import assessments as wording

_COLOURS = {
    DelegationState.WAITING: "warning",
    DelegationState.ACCEPTED: "success",
    DelegationState.EXPIRED: "neutral",
    DelegationState.REVOKED: "neutral",
}


@dataclass(frozen=True)
class DelegationLine:
    """A delegation in words, with what can be done about it."""

    key: int
    who: str
    email: str
    state: str
    colour: str
    codes: str
    done: str
    until: str
    note: str
    may_send: bool
    may_revoke: bool


@dataclass(frozen=True)
class ChapterChoice:
    """A chapter whose requirements can be chosen, and which of them are left."""

    key: str
    name: str
    requirements: tuple[tuple[str, str], ...]
    left: tuple[str, ...]


def list_page(assessment: Assessment, rows: Sequence[DelegationRow]) -> dict[str, Any]:
    """Every delegation of an assessment."""
    lines = [_line(each) for each in rows]
    return {
        **frame(assessment, Link(_("Delegated"), "")),
        "question": _("Who answers what?"),
        "answer": _answer(rows),
        "lines": lines,
        "delegate_url": reverse("assessments:delegate", args=[assessment.pk])
        if assessment.is_writable
        else "",
        "back_url": assessment_url(assessment),
        "exports": Exports(
            f"{assessment.actor.name}-{assessment.period}",
            [Export("delegations", _("Delegated"), _COLUMNS, lines)],
        ),
    }


_COLUMNS: Sequence[ExportColumn[DelegationLine]] = (
    ExportColumn(gettext_lazy("Colleague"), lambda each: each.who, 30),
    ExportColumn(gettext_lazy("E-mail"), lambda each: each.email, 30),
    ExportColumn(gettext_lazy("State"), lambda each: each.state),
    ExportColumn(gettext_lazy("Requirements"), lambda each: each.codes, 40),
    ExportColumn(gettext_lazy("Answered"), lambda each: each.done),
    ExportColumn(gettext_lazy("Until"), lambda each: each.until),
)


def _answer(rows: Sequence[DelegationRow]) -> str:
    in_force = [each for each in rows if each.is_in_force]
    if not in_force:
        return _("Nothing is delegated.")
    total = sum(each.total for each in in_force)
    answered = sum(each.answered for each in in_force)
    said = ngettext(
        "%(answered)d of %(total)d delegated requirement is answered.",
        "%(answered)d of %(total)d delegated requirements are answered.",
        total,
    )
    return said % {"answered": answered, "total": total}


def _line(row: DelegationRow) -> DelegationLine:
    found = row.delegation
    return DelegationLine(
        key=found.pk,
        who=found.accepted_by.name if found.accepted_by else "",
        email=found.email,
        state=_("The e-mail was not sent")
        if found.has_failed and row.state is DelegationState.WAITING
        else state_name(row.state),
        colour="danger" if found.has_failed else _COLOURS[row.state],
        codes=", ".join(each.requirement.code for each in found.requirements.all()),
        done=_("%(answered)d of %(total)d") % {"answered": row.answered, "total": row.total},
        until=day(localtime(found.expires_at), spoken()),
        note=found.note,
        may_send=found.revoked_at is None
        and row.state is not DelegationState.ACCEPTED
        and found.assessment.is_writable,
        may_revoke=row.is_in_force,
    )


def state_name(state: DelegationState) -> str:
    """How a delegation stands, in words."""
    return {
        DelegationState.WAITING: _("Has not taken it on yet"),
        DelegationState.ACCEPTED: _("Has taken it on"),
        DelegationState.EXPIRED: _("Run out"),
        DelegationState.REVOKED: _("Taken back"),
    }[state]


def chapter_choices(assessment: Assessment, rows: Sequence[AnswerRow]) -> list[ChapterChoice]:
    """What can be delegated, by chapter."""
    return list(_choices(assessment, rows))


def _choices(assessment: Assessment, rows: Sequence[AnswerRow]) -> Iterator[ChapterChoice]:
    framework = asked_of(assessment).framework
    for number, chapter in enumerate(chapters_of(rows), start=1):
        left = tuple(row.requirement.id for row in chapter.rows if not row.values.is_answered)
        name = chapter_name(framework, chapter)
        said = ngettext("%(name)s (%(left)d left)", "%(name)s (%(left)d left)", len(left))
        yield ChapterChoice(
            key=str(number),
            name=said % {"name": name, "left": len(left)},
            requirements=tuple(
                (
                    row.requirement.id,
                    f"{line(framework, row.requirement).name} "
                    f"({wording.result_name(row.values.result, gettext)})",
                )
                for row in chapter.rows
            ),
            left=left,
        )


def chosen(chapters: Sequence[ChapterChoice], code: str) -> dict[str, Any]:
    """The form with one requirement chosen, when it was come to from there."""
    return {
        f"chapter-{each.key}": [code]
        for each in chapters
        if code in {requirement for requirement, _name in each.requirements}
    }


def delegate_page(assessment: Assessment) -> dict[str, Any]:
    """Everything around the form in which requirements are delegated."""
    list_url = reverse("assessments:delegations", args=[assessment.pk])
    crumbs = (Link(_("Delegated"), list_url), Link(_("Ask a colleague"), ""))
    return {
        **frame(assessment, *crumbs),
        "question": _("Whom do you ask about what?"),
        "back_url": list_url,
    }


def link_page(delegation: Delegation) -> dict[str, Any]:
    """What the right account reads before it accepts: what is asked, and who will see the answers."""
    assessment = delegation.assessment
    codes = {
        each.requirement.code for each in delegation.requirements.select_related("requirement")
    }
    asked = asked_of(assessment)
    return {
        "question": _("Will you answer these?"),
        "eyebrow": f"{assessment.actor.name} · {assessment}",
        "answer": ngettext(
            "You are asked about %(count)d requirement, until %(date)s.",
            "You are asked about %(count)d requirements, until %(date)s.",
            len(codes),
        )
        % {"count": len(codes), "date": day(localtime(delegation.expires_at), spoken())},
        "note": delegation.note,
        "requirements": [
            line(asked.framework, each) for each in asked.assessable if each.id in codes
        ],
        "sentences": wording.who_sees(
            Confidentiality(assessment.confidentiality),
            gettext,
            is_asked=assessment.campaign_id is not None,
        ),
    }
