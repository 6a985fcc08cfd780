"""A file, what its columns stand for, what its owner says of it, and why it is taken in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from samvern.apps.frameworks.incoming import MAX_BYTES, TABLE_ENDINGS
from samvern.apps.frameworks.models import RequirementSet, Sharing
from samvern.apps.frameworks.rules import MAX_LICENCE, MAX_REASON
from samvern.base.table_forms import Choices, TableColumnsForm
from samvern.engine.frameworks import WordingStatus
from samvern.engine.frameworks.table_import import SheetMapping
from samvern.engine.tables import ColumnUse
from samvern.ui.wording import frameworks as wording


class UploadForm(forms.Form):
    """A file chosen by the reader; what is in it is judged by the reading."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "A framework file (YAML or JSON), an OSCAL catalogue (JSON), or a table (XLSX or CSV) "
            "with the wording of a set that is here. It waits for a day, and only you can see it."
        ),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty. Check that the right file was chosen."),
        },
        widget=forms.ClearableFileInput(
            attrs={"accept": ",".join((".yaml", ".yml", ".json", *TABLE_ENDINGS))}
        ),
    )
    over = forms.ChoiceField(
        label=_("Which set is the table about?"),
        help_text=_("Only for a table: it is laid over that set."),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )

    def __init__(
        self,
        data: Any = None,
        sent: Any = None,
        *,
        sets: Sequence[RequirementSet],
        over: tuple[str, str] = ("", ""),
    ) -> None:
        chosen = next((each.pk for each in sets if (each.code, each.version) == over), "")
        super().__init__(data, sent, initial={"over": str(chosen)})
        self._sets = {str(each.pk): each for each in sets}
        named = [(key, each.name_in_words) for key, each in self._sets.items()]
        self.fields["over"].choices = [("", _("– it is no table –")), *named]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """A file too large is refused before it is read."""
        file = self.cleaned_data["file"]
        assert isinstance(file, UploadedFile)
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(
                gettext("The file is larger than %(size)d MB. No requirement set needs that much.")
                % {"size": MAX_BYTES // 2**20}
            )
        return file

    @property
    def set_over(self) -> RequirementSet | None:
        """The set that a table is laid over."""
        return self._sets.get(self.cleaned_data["over"])


class SheetForm(forms.Form):
    """Which sheet of the workbook, and the row of the headings; found when left out."""

    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    heading_row = forms.IntegerField(
        label=_("Row of the headings"),
        help_text=_("As the spreadsheet numbers the rows. Found when left out."),
        required=False,
        min_value=1,
        max_value=1_048_576,
    )

    def __init__(self, *args: Any, sheets: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(sheets) > 1:
            self.fields["sheet"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]
        else:
            del self.fields["sheet"]


class ColumnsForm(TableColumnsForm):
    """What each column of a table stands for, and what becomes of what it does not have."""

    missing = forms.ChoiceField(
        label=_("Requirements that the table does not have"),
        choices=[("keep", _("stay as they are")), ("withdraw", _("are withdrawn"))],
        widget=forms.RadioSelect,
    )
    adds_new = forms.BooleanField(
        label=_("Add requirements that the set does not have"),
        help_text=_(
            "Only if the publisher has them in this version. Left out, a number that the set does "
            "not have is an error."
        ),
        required=False,
    )

    def __init__(
        self,
        data: Any,
        *,
        mapping: SheetMapping,
        signature: str,
        labels: Iterable[tuple[str, str]],
        targets: Choices,
    ) -> None:
        missing = "withdraw" if mapping.removes_missing else "keep"
        initial = {"missing": missing, "adds_new": mapping.adds_new}
        super().__init__(
            data,
            columns=mapping.columns,
            signature=signature,
            labels=labels,
            targets=targets,
            initial=initial,
        )
        self._mapping = mapping

    @property
    def said(self) -> SheetMapping:
        """The mapping that the answers make."""
        columns = tuple(
            ColumnUse(use.header, self.cleaned_data[f"target-{place}"], use.separator)
            for place, use in enumerate(self._mapping.columns)
        )
        removes = self.cleaned_data["missing"] == "withdraw"
        adds = self.cleaned_data["adds_new"]
        return replace(self._mapping, columns=columns, removes_missing=removes, adds_new=adds)


class SourceForm(forms.Form):
    """Who may see the wordings; of a table also how far they can be trusted, and the licence."""

    status = forms.ChoiceField(
        label=_("How far can the wordings be taken for the publisher's own?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how far the wordings can be trusted.")},
    )
    licence = forms.CharField(
        label=_("What may be done with the wordings?"),
        help_text=_(
            "The licence, or what the publisher allows. It stands beside the wordings, for "
            "everybody who reads them."
        ),
        required=False,
        max_length=MAX_LICENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sharing = forms.ChoiceField(
        label=_("Who may see the set?"),
        choices=[
            (Sharing.PUBLIC.value, _("Everybody, logged in or not")),
            (Sharing.SECTOR.value, _("Those with a role in the sector: the licence says so")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who may see the set.")},
    )

    def __init__(self, *args: Any, is_table: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_table:
            del self.fields["status"], self.fields["licence"]
            return
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (status.value, _said_of(status)) for status in _STATUSES
        ]

    @property
    def said(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        status = self.cleaned_data.get("status")
        return {**self.cleaned_data, **({"status": WordingStatus(status)} if status else {})}


#: What an owner may say of a table; what stands in it is not missing.
_STATUSES = tuple(each for each in WordingStatus if each is not WordingStatus.MISSING)


def _said_of(status: WordingStatus) -> str:
    return f"{wording.status_name(status, gettext)}: {wording.status_meaning(status, gettext)}"


class TakeInForm(forms.Form):
    """Why a set is taken in, and the state of it that the reader has seen the changes of."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Who decided it, and where the file is from. It is kept with the set."),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("A version that is here is not changed without a reason.")
        },
    )

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
