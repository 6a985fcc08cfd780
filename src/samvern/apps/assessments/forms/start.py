"""How an organisation starts an assessment that nobody asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.assessments.models import MAX_PERIOD, MAX_TITLE
from samvern.apps.assessments.queries import Starting
from samvern.engine.assessments import Confidentiality
from samvern.engine.errors import SamvernError
from samvern.ui.wording import assessments as wording
from samvern.ui.wording import errors


class StartForm(forms.Form):
    """Who assesses itself, against what, for which period, and who will see it."""

    actor = forms.TypedChoiceField(label=gettext_lazy("Organisation"), coerce=int)
    requirement_set = forms.ChoiceField(
        label=gettext_lazy("Requirement set"),
        help_text=gettext_lazy("Only what applies to your kind of organisation is asked."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=MAX_TITLE)
    period = forms.CharField(
        label=gettext_lazy("Period"),
        max_length=MAX_PERIOD,
        help_text=gettext_lazy("Such as 2026, or autumn 2026."),
    )
    confidentiality = forms.ChoiceField(
        label=gettext_lazy("Who sees the answers"),
        widget=forms.RadioSelect,
        initial=Confidentiality.IMPROVEMENT.value,
        help_text=gettext_lazy("It cannot be changed later."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("To be finished by"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, starting: Starting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("actor", [(each.pk, each.name) for each in starting.actors])
        self._choose(
            "requirement_set",
            [(f"{each.code}/{each.version}", each.name_in_words) for each in starting.sets],
        )
        self._choose(
            "confidentiality",
            [
                (
                    each.value,
                    _("%(name)s. %(line)s")
                    % {
                        "name": wording.confidentiality_name(each, gettext),
                        "line": wording.confidentiality_line(each, gettext),
                    },
                )
                for each in Confidentiality
            ],
        )

    @property
    def fields_for(self) -> dict[str, Any]:
        """What a valid form says, as the operation takes it."""
        said = self.cleaned_data
        code, _slash, version = said["requirement_set"].rpartition("/")
        return {
            "actor_id": said["actor"],
            "set_code": code,
            "set_version": version,
            "title": said["title"],
            "period": said["period"],
            "confidentiality": Confidentiality(said["confidentiality"]),
            "due_on": said["due_on"],
        }

    def add_problems(self, error: SamvernError) -> None:
        """Say what the operation found wrong, each where it is."""
        for problem in error.problems:
            name = problem.where if problem.where in self.fields else None
            self.add_error(name, errors.problem(problem, gettext))

    def _choose(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
