"""What is put in on the pages of a short check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.assessments.queries import Clinic
from samvern.engine.assessments import MAX_COMMENT, MAX_NAME
from samvern.engine.checks import Offer, QuestionPage
from samvern.engine.errors import InvalidInput
from samvern.ui.wording import errors

#: Versions of answers are counted in this many at most.
_MOST_VERSIONS = 2**31 - 1


class FactsForm(forms.Form):
    """What the clinic has; what is not ticked it has not."""

    facts = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, found: Clinic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = [each.id for each in found.check.facts]
        self.fields["facts"].choices = [(each, each) for each in self._known]  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, bool]:
        """Each fact, and whether it holds."""
        return {each: each in self.cleaned_data["facts"] for each in self._known}


class QuestionForm(forms.Form):
    """The answer that was chosen, and a comment."""

    offer = forms.ChoiceField(
        error_messages={
            "required": _("Choose an answer."),
            "invalid_choice": _("Choose an answer."),
        }
    )
    version = forms.IntegerField(min_value=0, max_value=_MOST_VERSIONS)
    comment = forms.CharField(label=_("Comment"), max_length=MAX_COMMENT, required=False)

    def __init__(self, *args: Any, page: QuestionPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offers = page.question.offers
        self.fields["offer"].choices = [(each.value, each.value) for each in offers]  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        """What the operation takes."""
        chosen = self.cleaned_data
        return {
            "offer": Offer(chosen["offer"]),
            "version": chosen["version"],
            "comment": chosen["comment"],
        }


class SupplierForm(forms.Form):
    """The name of the supplier."""

    name = forms.CharField(label=_("Name of the supplier"), max_length=MAX_NAME)

    def add_problems(self, error: InvalidInput) -> None:
        """Show what the operation refused."""
        for problem in error.problems:
            self.add_error("name", errors.problem(problem, gettext))
