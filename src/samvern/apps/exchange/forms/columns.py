"""Where the headings stand, and what each column stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.base.table_forms import Choices, TableColumnsForm
from samvern.engine.programme.table_import import ColumnUse, TableMapping

#: Nothing changes but what the table says.
_USUAL: Final = {"missing": "keep", "is_empty_clear": "keep", "may_add_areas": "refuse"}


class SheetForm(forms.Form):
    """Which sheet of the workbook, and the row of the headings."""

    sheet = forms.CharField(required=False, widget=forms.HiddenInput)
    #: 0 where they are found by themselves, which alone can take two rows together.
    heading_row = forms.IntegerField(
        min_value=0,
        max_value=1_048_576,
        error_messages={"required": _("Choose the row that the headings stand in.")},
    )

    def clean_heading_row(self) -> int | None:
        """The row, or nothing where the headings are found."""
        row: int = self.cleaned_data["heading_row"]
        return row or None


class ColumnsForm(TableColumnsForm):
    """What each column of a table stands for, and what becomes of what it does not say."""

    missing = forms.ChoiceField(
        label=_("Measures that the table does not have"),
        choices=[
            ("keep", _("stay as they are")),
            ("withdraw", _("are withdrawn from the programme")),
        ],
        widget=forms.RadioSelect,
    )
    is_empty_clear = forms.TypedChoiceField(
        label=_("An empty cell"),
        choices=[
            ("keep", _("says nothing: what is stored stays")),
            ("clear", _("takes away what is stored")),
        ],
        coerce=lambda value: value == "clear",
        widget=forms.RadioSelect,
    )
    may_add_areas = forms.TypedChoiceField(
        label=_("A focus area that the programme does not have"),
        choices=[("refuse", _("is an error in the table")), ("add", _("is added"))],
        coerce=lambda value: value == "add",
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Any,
        *,
        mapping: TableMapping,
        signature: str,
        labels: Iterable[tuple[str, str]],
        targets: Choices,
    ) -> None:
        initial = {
            "missing": mapping.missing,
            "is_empty_clear": "clear" if mapping.is_empty_clear else "keep",
            "may_add_areas": "add" if mapping.may_add_areas else "refuse",
        }
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
    def is_otherwise(self) -> bool:
        """Whether more than the table says is changed: then the answers stand open."""
        return [self[name].value() for name in _USUAL] != list(_USUAL.values())

    @property
    def said(self) -> TableMapping:
        """The mapping that the answers make; words and separators stay where the use stays."""
        columns = tuple(
            _used_for(use, self.cleaned_data[f"target-{place}"])
            for place, use in enumerate(self._mapping.columns)
        )
        options = {
            name: self.cleaned_data[name] for name in ("missing", "is_empty_clear", "may_add_areas")
        }
        return replace(self._mapping, columns=columns, **options)


def _used_for(use: ColumnUse, target: str) -> ColumnUse:
    return use if target == use.target else ColumnUse(use.header, target)
