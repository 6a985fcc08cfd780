"""Which supplier is asked, and what a supplier replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from samvern.apps.actors.models import Actor
from samvern.apps.assessments.models import MAX_REPLY, SupplierQuestion, SupplierResult
from samvern.apps.assessments.operations import SupplierReply
from samvern.base.form_parts import OperationForm
from samvern.engine.assessments import MAX_NAME


class AskSupplierForm(OperationForm):
    """A supplier of the directory, or one by name that is not there."""

    supplier = forms.TypedChoiceField(
        label=gettext_lazy("Supplier in the directory"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    name = forms.CharField(
        label=gettext_lazy("Another supplier"),
        max_length=MAX_NAME,
        required=False,
        help_text=gettext_lazy("You then get a letter to send, and write the answer yourselves."),
    )

    def __init__(self, *args: Any, suppliers: Sequence[Actor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(each.pk, each.name) for each in suppliers]
        self.fields["supplier"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("None of these")),
            *known,
        ]

    @property
    def said(self) -> dict[str, Any]:
        """What a valid form says, as the operation takes it."""
        return {
            "supplier_id": self.cleaned_data["supplier"],
            "name": self.cleaned_data["name"],
        }


class ReplyForm(OperationForm):
    """What a supplier says of a requirement, and to which of those who ask."""

    instead: ClassVar[Mapping[str, str]] = {"questions": "question_ids"}

    question_ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("The reply goes to"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    result = forms.ChoiceField(
        label=gettext_lazy("Is the requirement met by what you do for them?"),
        choices=SupplierResult.choices,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=MAX_REPLY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("How it is met, or what is missing. Those you reply to see it."),
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Holds until"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, waiting: Sequence[SupplierQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question_ids"].choices = [  # type: ignore[attr-defined]
            (each.pk, each.assessment.actor.name) for each in waiting
        ]

    @property
    def said(self) -> dict[str, Any]:
        """What a valid form says, as the operation takes it."""
        said = self.cleaned_data
        reply = SupplierReply(SupplierResult(said["result"]), said["comment"], said["valid_until"])
        return {"question_ids": said["question_ids"], "reply": reply}
