"""What narrows down the register of measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.programmes.queries import NOBODY, Choice, MeasureChoices


class RegisterFilterForm(forms.Form):
    """The bar of filters above the register; its names are those of the query."""

    q = forms.CharField(
        label=gettext_lazy("Words"), required=False, widget=forms.TextInput({"type": "search"})
    )
    focus_area = forms.ChoiceField(label=gettext_lazy("Focus area"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Owner"), required=False)
    target_group = forms.ChoiceField(label=gettext_lazy("Target group"), required=False)

    def __init__(self, *args: Any, choices: MeasureChoices, **kwargs: Any) -> None:
        """Offer what there is in the programme, with how many measures of each."""
        kwargs.setdefault("auto_id", "filter-%s")
        super().__init__(*args, **kwargs)
        for name, offered in (
            ("focus_area", choices.focus_areas),
            ("kind", choices.kinds),
            ("status", choices.statuses),
            ("owner", choices.owners),
            ("target_group", choices.target_groups),
        ):
            if offered:
                field = self.fields[name]
                assert isinstance(field, forms.ChoiceField)
                field.choices = [("", _("All")), *_counted(offered)]
            else:
                del self.fields[name]


def _counted(offered: Sequence[Choice]) -> list[tuple[str, str]]:
    nobody = _("Nobody is named yet")
    return [(c.value, f"{nobody if c.value == NOBODY else c.label} ({c.count})") for c in offered]
