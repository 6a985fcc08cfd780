"""The shapes of what people say of evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.evidence import rules
from samvern.apps.evidence.fields import NewEvidence
from samvern.apps.evidence.models import Evidence, Standing
from samvern.apps.evidence.rules import Said
from samvern.engine.errors import InvalidInput, NotReady, SamvernError
from samvern.ui.wording import errors as wording


class _Carried(forms.Form):
    """A form that one operation carries out; if it refuses, the form says why."""

    outcome: Any = None

    def carries_out(self, operation: Callable[[], object]) -> bool:
        """Whether the form was sent and the operation took it."""
        if not self.is_bound or not self.is_valid():
            return False
        try:
            self.outcome = operation()
        except (InvalidInput, NotReady) as error:
            self._refuse(error)
            return False
        return True

    def _refuse(self, error: SamvernError) -> None:
        for problem in error.problems:
            field = problem.where if problem.where in self.fields else None
            self.add_error(field, wording.problem(problem, gettext))
        if not error.problems:
            words = " ".join((wording.title(error, gettext), wording.advice(error, gettext)))
            is_of_file = error.code.startswith("file.") and "file" in self.fields
            self.add_error("file" if is_of_file else None, words.strip())


class AddForm(_Carried, NewEvidence):
    """A piece to be added."""


class ReviseForm(_Carried, NewEvidence):
    """What a newer piece says; it begins with what the old one said."""

    def __init__(self, *args: Any, old: Evidence, **kwargs: Any) -> None:
        initial = {name: getattr(old, name) for name in Said.__dataclass_fields__}
        super().__init__(*args, initial=initial, **kwargs)
        if old.file:
            self.fields["file"].label = _("A newer file")
            self.fields["file"].help_text = _(
                "Without one, “%(name)s” stays, with what else you change here."
            ) % {"name": old.file.name}


class WithdrawForm(_Carried):
    """Why a piece is no longer to be relied on."""

    why = forms.CharField(
        label=_("Why can nobody rely on it any longer?"), max_length=rules.MAX_WHY
    )


class FilterForm(forms.Form):
    """Which part of the evidence to show."""

    standing = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("All that is in use")), *Standing.choices],
    )
