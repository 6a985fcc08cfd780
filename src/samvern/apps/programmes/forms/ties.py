"""Which measure a finding calls for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.apps.actions.queries import ActionLine
from samvern.apps.programmes.models import Measure
from samvern.base.texts import in_language


class TieForm(forms.Form):
    """A measure, and what of the finding calls for it."""

    measure = forms.TypedChoiceField(label=_("Which measure would better it?"), coerce=int)
    action = forms.TypedChoiceField(
        label=_("What is it about?"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        *args: Any,
        measures: Iterable[Measure],
        actions: Iterable[ActionLine],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (
                str(programme),
                [(each.pk, f"{each.code} {in_language(each.title)}") for each in group],
            )
            for programme, group in groupby(measures, key=lambda each: each.programme)
        ]
        whole = ("", _("The finding as a whole"))
        self.fields["measure"].choices = [("", "–"), *groups]  # type: ignore[attr-defined]
        self.fields["action"].choices = [  # type: ignore[attr-defined]
            whole,
            *((each.id, each.what) for each in actions),
        ]
