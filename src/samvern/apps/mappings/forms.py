"""The shapes of what people say of two requirements, and of files of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.mappings import queries
from samvern.apps.mappings.models import RequirementMapping
from samvern.apps.mappings.pages.editor import LOOK, UNMAPPED, UNREVIEWED
from samvern.apps.mappings.pages.words import set_choices
from samvern.apps.mappings.rules import MAX_NAME, MAX_WHY, Said
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotReady
from samvern.engine.mappings import Rationale, Relation, Style
from samvern.formats.incoming import size_in_words
from samvern.ui.wording import errors as wording
from samvern.ui.wording import mappings as mapping_wording

#: Larger files are for the command line, which nobody has to wait for.
MAX_UPLOADED_BYTES = 4 * 2**20

#: The answers of a reviewer.
AGREE, REJECT = "agree", "reject"


class _OperationForm(forms.Form):
    """A form from which an operation is carried out; ``outcome`` is what that returned."""

    outcome: Any = None

    def carries_out(self, operation: Callable[[], object]) -> bool:
        """Whether the form was sent and the operation took it; if not, the form says why."""
        if not self.is_bound or not self.is_valid():
            return False
        try:
            self.outcome = operation()
        except (InvalidInput, NotReady, Conflict) as error:
            for problem in error.problems:
                field = problem.where if problem.where in self.fields else None
                self.add_error(field, wording.problem(problem, gettext))
            if not error.problems:
                said = (wording.title(error, gettext), wording.advice(error, gettext))
                self.add_error(None, " ".join(filter(None, said)))
            return False
        return True


class NarrowForm(forms.Form):
    """What part of a set to show."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    show = forms.ChoiceField(
        label=_("Requirements"),
        required=False,
        choices=[
            ("", _("All")),
            (UNMAPPED, _("Without a mapping")),
            (UNREVIEWED, _("With a mapping that is not reviewed")),
            (LOOK, _("With a mapping to look at")),
        ],
    )


class SearchForm(forms.Form):
    """What to look for in the other set."""

    to = forms.CharField(
        label=_("Search in the other set"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class SetsForm(forms.Form):
    """Two sets to put side by side."""

    a = forms.ChoiceField(label=_("Requirement set"))
    b = forms.ChoiceField(label=_("Against"))

    def __init__(self, *args: Any, viewer: Viewer, is_optional: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = set_choices(queries.sets_to_map(viewer))
        for field in self.fields.values():
            field.required = not is_optional
            none = [("", _("All"))] if is_optional else []
            field.choices = [*none, *choices]  # type: ignore[attr-defined]
        if not is_optional and len(choices) > 1:
            self.fields["b"].initial = choices[1][0]

    def clean(self) -> dict[str, Any]:
        """A set is not put beside itself, in any version."""
        cleaned = super().clean() or {}
        first, second = (cleaned.get(name, "").partition("@")[0] for name in "ab")
        if first and first == second:
            self.add_error("b", _("Choose two different sets."))
        return cleaned


class SaidForm(_OperationForm):
    """What a requirement is to another."""

    relation = forms.ChoiceField(label=_("What is it to the other?"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=MAX_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody reads this."),
    )
    style = forms.ChoiceField(label=_("How they were compared"))
    rationale = forms.ChoiceField(label=_("What it rests on"), required=False)
    confidence = forms.FloatField(
        label=_("Confidence"),
        required=False,
        min_value=0,
        max_value=1,
        localize=True,
        help_text=_("From 0 to 1: your own judgement, not a probability."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styles = [(each.value, mapping_wording.style_name(each, gettext)) for each in Style]
        rests = [(each.value, mapping_wording.rationale_name(each, gettext)) for each in Rationale]
        self.fields["relation"].choices = [  # type: ignore[attr-defined]
            (each.value, _begun(mapping_wording.relation_name(each, gettext))) for each in Relation
        ]
        self.fields["style"].choices = [  # type: ignore[attr-defined]
            (value, _begun(name)) for value, name in styles
        ]
        self.fields["style"].initial = Style.SET_THEORY.value
        self.fields["rationale"].choices = [  # type: ignore[attr-defined]
            ("", _("Not said")),
            *((value, _begun(name)) for value, name in rests),
        ]

    @property
    def said(self) -> Said:
        """What was said, as the operations take it."""
        given = self.cleaned_data
        return Said(
            Relation(given["relation"]),
            Style(given["style"]),
            Rationale(given["rationale"]) if given["rationale"] else None,
            given["why"].strip(),
            given["confidence"],
        )


class ChangeForm(SaidForm):
    """What a requirement is to another, said anew."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    @classmethod
    def of(cls, row: RequirementMapping, sent: Any) -> ChangeForm:
        """The form of a mapping, as it stands."""
        names = ("relation", "why", "style", "rationale", "confidence", "version")
        return cls(sent, initial={name: getattr(row, name) for name in names})


class NoteForm(_OperationForm):
    """A version that was looked at, and a note."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=MAX_WHY,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed to reject. Read by everybody with a role."),
    )


class WithdrawForm(NoteForm):
    """Why a mapping is withdrawn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = _("Read by everybody with a role.")


class ReviewForm(NoteForm):
    """Whether a reviewer agrees."""

    answer = forms.ChoiceField(
        choices=[(each, each) for each in (AGREE, REJECT)], widget=forms.HiddenInput
    )


class UploadForm(forms.Form):
    """A file of mappings."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("SSSOM, CSV, an Excel workbook (XLSX) or OSCAL, at most 4 MB."),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty. Check that the right file was chosen."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".tsv,.sssom,.txt,.csv,.xlsx,.json"}),
    )
    mapper = forms.CharField(
        label=_("Who has mapped, where the file does not say"),
        required=False,
        max_length=MAX_NAME,
        help_text=_("A person or a body, such as the one that published the file."),
    )

    def clean_file(self) -> Any:
        """A file too large is refused before it is read."""
        file = self.cleaned_data["file"]
        assert isinstance(file, UploadedFile)
        if file.size is not None and file.size > MAX_UPLOADED_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s."),
                params={"limit": size_in_words(MAX_UPLOADED_BYTES)},
            )
        return file


class TakeInForm(_OperationForm):
    """A file that was looked over."""

    carried = forms.CharField(widget=forms.HiddenInput)
    with_changed = forms.BooleanField(
        label=_("Change also what an earlier file said otherwise"),
        required=False,
        help_text=_("What is changed waits for a review again, whatever the file says."),
    )


def _begun(said: str) -> str:
    """Words that stand alone as a choice: with a capital letter, and no comma to go on from."""
    return (said[:1].upper() + said[1:]).rstrip(",")
