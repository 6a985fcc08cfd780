"""A paper as it is read on screen."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samvern.apps.papers import queries
from samvern.apps.papers.models import Paper, PaperStage
from samvern.apps.papers.models.approved import FORMATS
from samvern.apps.papers.pages.blocks import contents_of, shown_blocks
from samvern.apps.papers.pages.frame import paper_url, spoken
from samvern.base.viewer import Viewer
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.parts import Link

_LANGUAGE_NAMES = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}
_FORMAT_NAMES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}


def reading_page(viewer: Viewer, paper: Paper) -> dict[str, Any]:
    """Everything that a paper says, in the reader's language, and where its files are."""
    made = queries.made_paper(paper, spoken())
    blocks = shown_blocks(made)
    approved = queries.approved_of(viewer, paper)
    kept = approved.files.count() if approved else 0
    expected = len(LANGUAGES) * len(FORMATS)
    return {
        "question": made.title,
        "answer": made.subtitle,
        "mark": made.mark,
        "blocks": blocks,
        "contents": contents_of(blocks),
        "approved": approved,
        "is_making_files": paper.is_frozen and kept < expected,
        "files": [] if paper.is_frozen and kept < expected else _files(paper),
        "newer": _newer(viewer, paper),
        "is_draft": not paper.is_frozen,
    }


def _files(paper: Paper) -> list[tuple[str, list[Link]]]:
    """By language, a link for each form."""
    return [
        (
            _LANGUAGE_NAMES[language],
            [
                Link(_FORMAT_NAMES[form], reverse("papers:file", args=[paper.pk, language, form]))
                for form in FORMATS
            ],
        )
        for language in LANGUAGES
    ]


def _newer(viewer: Viewer, paper: Paper) -> Link | None:
    """The version that took the place of this one, if the viewer may read it."""
    later = queries.papers(viewer).filter(replaces=paper, stage=PaperStage.PUBLISHED).first()
    if later is None:
        return None
    return Link(_("Read version %(number)s") % {"number": later.number}, paper_url(later))
