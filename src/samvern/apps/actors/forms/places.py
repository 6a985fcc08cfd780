"""The shape of what people ask of the map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.models import ActorKind, Population


class PlaceFilterForm(forms.Form):
    """Whom the map shows; populations only for those who see them."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *ActorKind.choices]
    )
    population = forms.ChoiceField(label=_("Population"), required=False)

    def __init__(self, *args: Any, populations: Iterable[Population], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(each.pk), each.name) for each in populations]
        if named:
            self.fields["population"].choices = [  # type: ignore[attr-defined]
                ("", _("All actors")),
                *named,
            ]
        else:
            del self.fields["population"]
