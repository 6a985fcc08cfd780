"""The shapes of what people say of findings and actions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from samvern.apps.actions.models import DECISION_NAMES, SEVERITY_NAMES, VERDICT_NAMES
from samvern.apps.actions.pages import words
from samvern.apps.actions.queries import Show
from samvern.apps.actions.rules import (
    MAX_POSITION,
    MAX_TEXT,
    MAX_TITLE,
    MAX_WHAT,
    ActionPlan,
)
from samvern.apps.actors.forms.directory import ActorField, DayInput, Difference, OperationForm
from samvern.apps.actors.models import Actor
from samvern.apps.evidence.fields import NewEvidence, choice_field
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.engine.follow_up import DecisionKind, Severity, Verdict

_CHANGED = ("finding.changed", "action.changed")


def _text(label: Any, *, rows: int = 4, required: bool = True, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=MAX_TEXT,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class FilterForm(forms.Form):
    """Which findings to show."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[(key.value, name) for key, name in words.SHOW_NAMES.items()],
    )
    severity = forms.ChoiceField(
        label=_("How serious"),
        required=False,
        choices=[("", _("All")), *((key.value, name) for key, name in SEVERITY_NAMES.items())],
    )
    actor = forms.CharField(label=_("Organisation"), required=False, max_length=200)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__({"show": Show.REMAINING.value, **data})


class VersionedForm(OperationForm):
    """A form that remembers which version of a thing it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @property
    def values(self) -> dict[str, Any]:
        """What was said, as the operation takes it."""
        return self.cleaned_data

    def catch_up(self, saved: Mapping[str, Any], version: int) -> list[Difference] | None:
        """How the form differs from what somebody else has saved; None when nobody has.

        The form then stands on top of what is saved, so that sending it once more saves it.
        """
        if not any(self.has_error(NON_FIELD_ERRORS, code) for code in _CHANGED):
            return None
        self.data = {**self.data, **self.cleaned_data, "version": version}
        rows = [
            Difference(
                label=str(self.fields[name].label),
                saved=self._shown(name, value),
                mine=self._shown(name, self.cleaned_data.get(name)),
            )
            for name, value in saved.items()
            if name in self.fields
        ]
        return [row for row in rows if row.saved != row.mine]

    def _shown(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            named = dict(cast("Iterable[tuple[Any, Any]]", field.choices))
            return str(named.get("" if value is None else value, ""))
        return "" if value is None else str(value)


class FindingForm(VersionedForm):
    """What a finding is, said better."""

    title = forms.CharField(label=_("What must be better?"), max_length=MAX_TITLE)
    description = _text(
        _("Description"),
        required=False,
        help_text=_("What was seen, where, and what it may lead to."),
    )
    severity = forms.ChoiceField(
        label=_("How serious is it?"),
        widget=forms.RadioSelect,
        choices=[(key.value, line) for key, line in words.SEVERITY_LINES.items()],
    )

    @property
    def said(self) -> dict[str, Any]:
        """What was said, as the operations take it."""
        said = self.cleaned_data
        return {
            "title": said["title"],
            "description": said["description"],
            "severity": Severity(said["severity"]),
        }


class RaiseForm(FindingForm):
    """A finding at an organisation, and who will see it."""

    version = None  # type: ignore[assignment]
    key = forms.CharField(widget=forms.HiddenInput, max_length=200)
    actor = ActorField(
        label=_("Organisation"),
        max_length=200,
        help_text=_("Its organisation number, or its full name."),
    )
    confidentiality = forms.ChoiceField(
        label=_("Who will see it?"),
        widget=forms.RadioSelect,
        help_text=_("This cannot be changed afterwards."),
    )
    field_order = ("actor", "title", "description", "severity", "confidentiality")

    def __init__(self, *args: Any, may_keep: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4().hex, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        offered = Confidentiality if may_keep else (Confidentiality.REPORTED,)
        self.fields["confidentiality"].choices = [  # type: ignore[attr-defined]
            (each.value, words.CONFIDENTIALITY_LINES[each]) for each in offered
        ]
        if not may_keep:
            self.fields["confidentiality"].initial = Confidentiality.REPORTED.value


class DecisionForm(VersionedForm):
    """What becomes of a finding."""

    kind = forms.ChoiceField(
        label=_("What is decided?"),
        widget=forms.RadioSelect,
        choices=[(key.value, name) for key, name in DECISION_NAMES.items()],
    )
    reason = _text(
        _("Why?"),
        required=False,
        help_text=_("Needed when the risk is accepted, or when there is nothing to do."),
    )
    accepted_until = forms.DateField(
        label=_("Accepted until"),
        required=False,
        widget=DayInput(),
        help_text=_(
            "Needed when the risk is accepted; at most three years ahead. The finding opens again on "
            "the day after."
        ),
    )

    @property
    def said(self) -> dict[str, Any]:
        """What was said, as the operation takes it."""
        return {**self.cleaned_data, "kind": DecisionKind(self.cleaned_data["kind"])}


class PlanForm(VersionedForm):
    """What is to be done, by whom, by when, and who looks whether it works."""

    what = forms.CharField(
        label=_("What is to be done?"),
        max_length=MAX_WHAT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.TypedChoiceField(
        label=_("Who does it?"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Those who hold a role at the organisation, or at whoever owns it."),
    )
    position = forms.CharField(
        label=_("… or which position?"),
        required=False,
        max_length=MAX_POSITION,
        help_text=_("Such as “head of operations”, when that person has no account here."),
    )
    due_on = forms.DateField(label=_("By when?"), widget=DayInput())
    verifier = forms.TypedChoiceField(
        label=_("Who is to see whether it works?"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_(
            "Somebody other than who does it. Left open, anybody who answers for security can."
        ),
    )

    def __init__(
        self, *args: Any, people: Mapping[int, str], is_new: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "verifier"):
            self.fields[name].choices = [("", "–"), *people.items()]  # type: ignore[attr-defined]
        if is_new:
            del self.fields["version"]

    @property
    def plan(self) -> ActionPlan:
        """The plan, as the operations take it."""
        said = self.cleaned_data
        return ActionPlan(
            what=said["what"],
            due_on=said["due_on"],
            owner_id=said["owner"],
            position=said["position"],
            verifier_id=said["verifier"],
        )


class EvidenceForm(OperationForm, NewEvidence):
    """What an action rests on: pieces that are there, and perhaps a new one."""

    def __init__(self, *args: Any, viewer: Viewer, actor: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["evidence"] = choice_field(viewer, actor, on=on)
        self.fields["title"].required = False

    @property
    def has_new(self) -> bool:
        """Whether a new piece was said anything of."""
        said = self.cleaned_data
        return any(said.get(name) for name in ("title", "file", "url", "note"))


class BeginForm(VersionedForm):
    """That work on an action has begun."""


class DoneForm(VersionedForm):
    """That an action is done."""

    note = _text(
        _("What was done?"),
        rows=3,
        help_text=_("So that somebody else can see whether it works."),
    )


class VerifyForm(VersionedForm):
    """Whether what was done works."""

    verdict = forms.ChoiceField(
        label=_("Does it work?"),
        widget=forms.RadioSelect,
        choices=[(key.value, name) for key, name in VERDICT_NAMES.items()],
    )
    seen = _text(
        _("What did you look at, and what did you see?"),
        rows=3,
    )

    @property
    def values(self) -> dict[str, Any]:
        """What was said, as the operation takes it."""
        return {**self.cleaned_data, "verdict": Verdict(self.cleaned_data["verdict"])}


class CancelForm(VersionedForm):
    """That an action is given up."""

    reason = _text(_("Why is it cancelled?"), rows=2)
