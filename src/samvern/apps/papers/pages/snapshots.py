"""A snapshot: what it holds, and what a paper made of it would say."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.papers import queries
from samvern.apps.papers.making import Written
from samvern.apps.papers.models import Snapshot
from samvern.apps.papers.pages.blocks import contents_of, shown_blocks
from samvern.apps.papers.pages.frame import snapshot_frame, spoken
from samvern.apps.papers.pages.lists import list_page
from samvern.apps.papers.permissions import Permission
from samvern.apps.programmes.models import Programme
from samvern.base.viewer import Viewer
from samvern.engine.papers import PaperKind
from samvern.engine.snapshots import Audience, open_for
from samvern.ui.numbers import moment
from samvern.ui.parts import Definition, Link
from samvern.ui.wording import snapshots as wording
from samvern.ui.wording.periods import period_name


def freeze_page(viewer: Viewer, programme: Programme) -> dict[str, Any]:
    """What is frozen with a programme, and the periods that there are reports for."""
    rounds = queries.rounds_to_freeze(viewer, programme)
    return {
        "question": _("What do the papers rest on?"),
        "newest": rounds[0].period if rounds else "",
        "periods": ", ".join(period_name(each.period, gettext) for each in rounds),
    }


def snapshot_page(viewer: Viewer, snapshot: Snapshot) -> dict[str, Any]:
    """What a snapshot holds, and the papers made of it."""
    papers = list_page(list(queries.papers_of(viewer, snapshot)))
    return {
        **snapshot_frame(snapshot),
        "question": _("What will it say?"),
        "answer": _answer(snapshot),
        "facts": _facts(snapshot),
        "audiences": [
            Definition(wording.audience_name(each, gettext), wording.audience_help(each, gettext))
            for each in Audience
        ],
        "lines": papers["lines"],
        "may_write": viewer.may(Permission.WRITE, on=snapshot),
        "is_whole": snapshot.is_whole,
    }


def preview_page(
    viewer: Viewer, snapshot: Snapshot, kind: PaperKind, about: str, audience: Audience
) -> dict[str, Any]:
    """A paper before anybody has written in it."""
    written = Written(kind=kind, audience=audience, about=about)
    made = queries.preview(snapshot, written, spoken())
    blocks = shown_blocks(made)
    return {
        **snapshot_frame(snapshot, Link(_("What will it say?"), "")),
        "question": made.title,
        "answer": made.subtitle,
        "mark": made.mark,
        "blocks": blocks,
        "contents": contents_of(blocks),
        "what": ":".join(filter(None, (kind.value, about))),
        "audience": audience.value,
        "may_write": viewer.may(Permission.WRITE, on=snapshot),
    }


def _answer(snapshot: Snapshot) -> str:
    found = open_for(snapshot.content, Audience.AUTHORITY)
    count = found["programme"]["counts"]["measures"]
    said = ngettext("%(count)d measure, as it stood", "%(count)d measures, as they stood", count)
    when = moment(localtime(snapshot.frozen_at), spoken())
    return f"{said % {'count': count}} {when}."


def _facts(snapshot: Snapshot) -> list[Definition]:
    content = snapshot.content
    found = open_for(content, Audience.AUTHORITY)
    reporting = found.get("round")
    roadmap = found.get("roadmap")
    yes_no = {True: _("Yes"), False: _("No")}
    reports = _("None for this period")
    if reporting:
        reports = _("%(handed_in)s of %(asked)s measures") % reporting
    return [
        Definition(
            _("Programme"), f"{content['programme']}, {_version(content['programme_version'])}"
        ),
        Definition(_("Period"), period_name(snapshot.period, gettext)),
        Definition(_("Frozen by"), snapshot.frozen_by_name),
        Definition(_("Reports"), reports),
        Definition(
            _("Roadmap"),
            f"{roadmap['title']}, {_version(roadmap['number'])}"
            if roadmap
            else _("None is published"),
        ),
        Definition(_("Decisions"), str(len(found.get("decisions", ())))),
        Definition(_("Ranking"), yes_no["ranking" in found]),
        Definition(_("Findings of the check"), str(len(content["findings"]))),
        Definition(_("Digest"), snapshot.sha256),
    ]


def _version(number: int) -> str:
    return _("version %(number)s") % {"number": number}
