"""What every page of a snapshot and of a paper has around it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.papers.models import Paper, PaperStage, Snapshot
from samvern.apps.papers.permissions import Permission
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.papers import PaperKind
from samvern.engine.programme.document import LANGUAGES
from samvern.engine.snapshots import Audience
from samvern.ui.parts import Link
from samvern.ui.wording import snapshots as wording
from samvern.ui.wording.periods import period_name

#: The tab of a programme under which its papers lie.
TAB = "papers:programme-papers"

STAGE_COLOURS = {
    PaperStage.DRAFT: "neutral",
    PaperStage.CHECKED: "warning",
    PaperStage.APPROVED: "info",
    PaperStage.PUBLISHED: "success",
}


def spoken() -> str:
    """The reader's language."""
    return get_language() or LANGUAGES[0]


def paper_title(paper: Paper) -> str:
    """What a paper is called in lists: what it is, about what, for which period."""
    kind = wording.kind_name(PaperKind(paper.kind), gettext)
    period = period_name(paper.snapshot.period, gettext)
    return " ".join(filter(None, (kind, paper.about, period)))


def readers_of(paper: Paper) -> str:
    """Who reads a paper, in words."""
    return wording.audience_name(Audience(paper.audience), gettext)


def paper_url(paper: Paper) -> str:
    """The page of a paper."""
    return reverse("papers:paper", args=[paper.pk])


def snapshot_url(snapshot: Snapshot) -> str:
    """The page of a snapshot."""
    return reverse("papers:snapshot", args=[snapshot.pk])


def paper_frame(viewer: Viewer, paper: Paper, *below: Link) -> dict[str, Any]:
    """The context that every page of a paper shares."""
    stage = PaperStage(paper.stage)
    title = paper_title(paper)
    return {
        "paper": paper,
        "title": title,
        "eyebrow": f"{in_language(paper.programme.title)} · {title}",
        "breadcrumbs": [
            *_programme_crumbs(paper.programme.code),
            Link(title, paper_url(paper)),
            *below,
        ],
        "stage_name": str(stage.label),
        "stage_colour": STAGE_COLOURS[stage],
        "readers": readers_of(paper),
        "version_name": _("version %(number)s") % {"number": paper.number},
        "may_write": viewer.may(Permission.WRITE, on=paper),
        "may_approve": viewer.may(Permission.APPROVE, on=paper),
        "may_publish": viewer.may(Permission.PUBLISH, on=paper),
        "print_source": f"{paper.programme.code} {title}",
    }


def snapshot_frame(snapshot: Snapshot, *below: Link) -> dict[str, Any]:
    """The context that every page of a snapshot shares."""
    name = _("Snapshot %(number)s") % {"number": snapshot.number}
    return {
        "snapshot": snapshot,
        "eyebrow": " · ".join(
            (in_language(snapshot.programme.title), period_name(snapshot.period, gettext))
        ),
        "breadcrumbs": [
            *_programme_crumbs(snapshot.programme.code),
            Link(name, snapshot_url(snapshot)),
            *below,
        ],
        "name": name,
        "print_source": f"{snapshot.programme.code} {name}",
    }


def _programme_crumbs(code: str) -> list[Link]:
    return [
        Link(_("Programmes"), reverse("programmes:list")),
        Link(code, reverse("programmes:overview", args=[code])),
        Link(_("Papers"), reverse(TAB, args=[code])),
    ]
