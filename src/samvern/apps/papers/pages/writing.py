"""What authors write, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.forms import BaseForm
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.papers import queries
from samvern.apps.papers.making.written import REQUIRED
from samvern.apps.papers.models import Paper, PaperStage, PaperTextState
from samvern.apps.papers.pages.frame import spoken
from samvern.base.viewer import Viewer
from samvern.engine.papers import PaperKind
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.numbers import moment
from samvern.ui.parts import Link
from samvern.ui.wording import snapshots as wording
from samvern.ui.wording.periods import period_name

LANGUAGE_NAMES = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}


@dataclass(frozen=True)
class Place:
    """A section in a language, and its address."""

    section: str
    language: str
    url: str
    history_url: str


def asked_place(paper: Paper, query: QueryDict) -> Place:
    """The section and language of an address; what makes no sense is the first, in one's own."""
    sections = queries.sections_of(paper.snapshot, PaperKind(paper.kind))
    section, language = query.get("section", ""), query.get("language", "")
    section = section if section in sections else sections[0]
    language = language if language in LANGUAGES else spoken()
    return _place(paper, section, language)


def write_page(paper: Paper, place: Place, form: BaseForm) -> dict[str, Any]:
    """The form of a section, the other sections, and what somebody else has saved meanwhile."""
    kind = PaperKind(paper.kind)
    written = queries.draft_of(paper)
    seen = form.data.get("version", "") if form.is_bound else ""
    theirs = None
    if form.errors and seen.isdecimal() and len(seen) < 10:
        theirs = queries.differing_text(paper, place.section, place.language, int(seen))
    return {
        "question": _("What do you say?"),
        "section_name": wording.section_name(place.section, gettext),
        "section_help": wording.section_help(place.section, gettext),
        "sections": [
            (
                Link(
                    wording.section_name(section, gettext),
                    _place(paper, section, place.language).url,
                    current=section == place.section,
                ),
                _state(written.texts.get(section, {}), is_required=section in REQUIRED[kind]),
            )
            for section in queries.sections_of(paper.snapshot, kind)
        ],
        "languages": [
            Link(
                LANGUAGE_NAMES[language],
                _place(paper, place.section, language).url,
                current=language == place.language,
            )
            for language in LANGUAGES
        ],
        "place": place,
        "form": form,
        "theirs": theirs,
        "is_writable": paper.stage == PaperStage.DRAFT,
    }


def history_page(viewer: Viewer, paper: Paper, place: Place) -> dict[str, Any]:
    """What a section has said, the newest first."""
    states = queries.history_of_text(viewer, paper, place.section, place.language)
    columns: list[ExportColumn[PaperTextState]] = [
        ExportColumn(_("When"), lambda state: localtime(state.at)),
        ExportColumn(_("By whom"), lambda state: state.by_name, 30),
        ExportColumn(_("Text"), lambda state: state.said, 80),
    ]
    return {
        "question": _("What has it said?"),
        "section_name": wording.section_name(place.section, gettext),
        "place": place,
        "states": [(moment(localtime(each.at), spoken()), each) for each in states],
        "exports": Exports(str(paper.pk), [Export("history", _("History"), columns, states)]),
    }


def snapshot_choices(viewer: Viewer, paper: Paper) -> list[tuple[int, str]]:
    """The snapshots of the programme, from which a new version can be made."""
    found = queries.snapshots_of(viewer, paper.programme)
    name = _("Snapshot %(number)s")
    return [
        (
            each.pk,
            f"{name % {'number': each.number}}, {period_name(each.period, gettext)}, "
            f"{moment(localtime(each.frozen_at), spoken())}",
        )
        for each in found
    ]


def _place(paper: Paper, section: str, language: str) -> Place:
    query = urlencode({"section": section, "language": language})
    return Place(
        section,
        language,
        f"{reverse('papers:write', args=[paper.pk])}?{query}",
        f"{reverse('papers:history', args=[paper.pk])}?{query}",
    )


def _state(said: Mapping[str, str], *, is_required: bool) -> str:
    written = [LANGUAGE_NAMES[each] for each in LANGUAGES if said.get(each, "").strip()]
    if written:
        return ", ".join(written)
    return _("must be written") if is_required else _("nothing yet")
