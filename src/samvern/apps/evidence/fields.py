"""The parts of forms in which people point at evidence or add some, for every module's own forms::

    class AnswerForm(NewEvidence):
        def __init__(self, *args, viewer, actor, on, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["evidence"] = choice_field(viewer, actor, on=on)

with ``enctype="multipart/form-data"`` and ``{% include "evidence/_choose.html" %}`` in its page. What
is added is saved by ``operations.add_evidence(said=form.said, upload=form.upload, …)``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.models import Actor
from samvern.apps.evidence import queries, rules
from samvern.apps.evidence.models import Standing
from samvern.apps.evidence.queries import EvidenceRow
from samvern.apps.evidence.rules import Said
from samvern.base.files import Upload
from samvern.base.viewer import Viewer
from samvern.formats.file_types import ENDINGS
from samvern.ui import numbers


def choice_field(viewer: Viewer, actor: Actor, *, on: date) -> forms.TypedMultipleChoiceField:
    """Choose among the evidence that an organisation has; the values are keys."""
    return forms.TypedMultipleChoiceField(
        label=_("Evidence that you have"),
        choices=[(row.id, label_of(row)) for row in queries.choices_for(viewer, actor, on=on)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def label_of(row: EvidenceRow) -> str:
    """A piece as one reads it in a list to choose from: its title, and until when it holds or held."""
    if row.expires_on is None:
        return row.title
    day = numbers.day(row.expires_on, language=get_language() or "nb")
    has_run_out = row.standing is Standing.RUN_OUT
    until = gettext("held until %(day)s") if has_run_out else gettext("holds until %(day)s")
    until %= {"day": day}
    return f"{row.title} ({until})"


def _day(label: Any, help_text: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class NewEvidence(forms.Form):
    """A piece to be added: a file or an address, what it is, and its dates."""

    title = forms.CharField(
        label=_("What is it?"),
        max_length=rules.MAX_TITLE,
        help_text=_("Such as “Report of the restore exercise” or “Agreement with the supplier”."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{each}" for each in ENDINGS)}),
    )
    url = forms.CharField(
        label=_("Or the address of a page"),
        max_length=rules.MAX_URL,
        required=False,
        widget=forms.URLInput,
        help_text=_("If it lies elsewhere already, such as in your own archive."),
    )
    event_on = _day(
        _("When did it happen?"), _("The day of what it shows, such as the day of the exercise.")
    )
    document_on = _day(
        _("What date stands on it?"), _("The day on which the document was written or signed.")
    )
    expires_on = _day(
        _("How long does it hold?"),
        _("The last day on which it can be relied on. Leave it out if it does not run out."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=rules.MAX_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as which page to read."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "PDF, a picture, a document or plain text, at most %(most)d MB."
        ) % {"most": settings.FILE_MAX_BYTES // 2**20}

    @property
    def said(self) -> Said:
        """What was said, as operations take it."""
        found = self.cleaned_data
        return Said(**{name: found[name] for name in Said.__dataclass_fields__})

    @property
    def upload(self) -> Upload | None:
        """The file that was chosen, if one was."""
        file = self.cleaned_data["file"]
        return Upload(file, file.name) if file else None
