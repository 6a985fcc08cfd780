"""What forms about a table that somebody brings have in common, whatever its rows are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.engine.tables import ColumnUse

#: What a select is given: a value and its label, or a group of such.
Choices = Sequence[tuple[Any, Any]]


class TableColumnsForm(forms.Form):
    """What each column of a table stands for.

    ``headings`` tells when another sheet was chosen while the form stood open.
    """

    headings = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self,
        data: Any,
        *,
        columns: Sequence[ColumnUse],
        signature: str,
        labels: Iterable[tuple[str, str]],
        targets: Choices,
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial={"headings": signature, **initial})
        self._columns, self._signature = columns, signature
        for place, (use, (label, samples)) in enumerate(zip(columns, labels, strict=True)):
            self.fields[f"target-{place}"] = forms.ChoiceField(
                label=label,
                help_text=samples,
                choices=targets,
                initial=use.target,
                required=False,
                error_messages={"invalid_choice": _("Choose one of the list.")},
            )

    def clean_headings(self) -> str:
        """The headings that the answers are about must be those of the table now."""
        headings: str = self.cleaned_data["headings"]
        if headings != self._signature:
            raise forms.ValidationError(_("Another sheet or row was chosen meanwhile."))
        return headings

    @property
    def is_of_other_headings(self) -> bool:
        """Whether the answers are about another sheet than the one that is chosen now."""
        return "headings" in self.errors

    @property
    def targets(self) -> list[forms.BoundField]:
        """The fields of the columns, from the left."""
        return [self[f"target-{place}"] for place in range(len(self._columns))]
