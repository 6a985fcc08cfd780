"""The shapes of what people ask of guidance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.guidance import queries
from samvern.apps.guidance.operations import MAX_NOTE
from samvern.engine.guidance import SUBJECTS, GuidanceGroup, LinkState
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


class ReviewForm(forms.Form):
    """That an entry was looked through."""

    reviewed_on = forms.DateField(
        label=_("Looked through on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    link = forms.ChoiceField(label=_("Does its address lead there?"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Read by those who answer for the owner, the sector authority and supervisors."
        ),
    )

    def __init__(self, *args: Any, has_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(each.value, wording.link_name(each, gettext)) for each in LinkState]
        if has_address:
            self.fields["link"].choices = states  # type: ignore[attr-defined]
        else:
            del self.fields["link"]

    @property
    def said(self) -> dict[str, Any]:
        """What was said, as the operation takes it."""
        link = LinkState(self.cleaned_data.get("link") or LinkState.UNKNOWN)
        return {**self.cleaned_data, "link": link}
