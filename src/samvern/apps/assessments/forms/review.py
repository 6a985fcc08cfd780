"""What a reviewer puts in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.apps.assessments.rules import GivenVerdict
from samvern.apps.programmes.forms.problems import add_problems
from samvern.engine.assessments import MAX_COMMENT

__all__ = ["RemarkForm", "SearchForm", "VerdictForm", "add_problems"]


class RemarkForm(forms.Form):
    """What is said of one requirement; nothing takes it back, as does the button that deletes it."""

    is_deleted = forms.BooleanField(required=False)
    text = forms.CharField(max_length=MAX_COMMENT, required=False)


class SearchForm(forms.Form):
    """Words to look for in what was handed in."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class VerdictForm(forms.Form):
    """What is said of the whole: accepted, or sent back, and by when it is asked for again."""

    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=[
            (GivenVerdict.ACCEPT.value, _("Accept: it stays as it is")),
            (GivenVerdict.RETURN.value, _("Send it back: it opens again for the organisation")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether you accept it or send it back."),
            "invalid_choice": _("Choose whether you accept it or send it back."),
        },
    )

    message = forms.CharField(
        label=_("Message to the organisation"),
        max_length=MAX_COMMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("When you send it back, say here or in the remarks what is to be looked at."),
    )
    due_again_on = forms.DateField(
        label=_("When you send it back: asked for again by"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    @property
    def is_accepted(self) -> bool:
        """What a valid form says."""
        return GivenVerdict(self.cleaned_data["verdict"]) is GivenVerdict.ACCEPT
