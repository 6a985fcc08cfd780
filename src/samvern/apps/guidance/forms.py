"""The shapes of what people ask of guidance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.guidance import queries
from samvern.engine.guidance import SUBJECTS, GuidanceGroup
from samvern.engine.programme.document import LANGUAGES, in_language
from samvern.ui.wording import guidance as wording


class SearchForm(forms.Form):
    """What to look for."""

    q = forms.CharField(
        label=_("What do you need help with?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, wording.audience_name(kind, gettext)) for kind in queries.audiences()]
        groups = [(group.value, wording.group_name(group, gettext)) for group in GuidanceGroup]
        self.fields["for"] = forms.ChoiceField(
            label=_("For"), required=False, choices=[("", _("Everybody")), *kinds]
        )
        self.fields["group"] = forms.ChoiceField(
            label=_("Sort"), required=False, choices=[("", _("All")), *groups]
        )
        self.fields["all"] = forms.ChoiceField(
            label=_("Can be used"), required=False, choices=[("", _("Yes")), ("1", _("All"))]
        )


class MapForm(forms.Form):
    """What the map is of."""

    of = forms.ChoiceField(label=_("Requirements"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or LANGUAGES[0]
        self.fields["of"].choices = [  # type: ignore[attr-defined]
            *(
                (code, f"{in_language(each.title, language)} ({each.version})")
                for code, each in queries.sets_to_map().items()
            ),
            (SUBJECTS, _("The catalogue's own subjects")),
        ]
