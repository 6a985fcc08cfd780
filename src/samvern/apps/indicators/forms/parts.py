"""Fields that forms of indicators share: figures as people write them, organisations by name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors import queries as actors
from samvern.apps.actors.models import Actor
from samvern.base.form_parts import OperationForm
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput
from samvern.engine.indicators import plain_number
from samvern.ui.wording import errors


class FigureField(forms.FloatField):
    """A number with a decimal comma or point."""

    default_error_messages = {"invalid": _("Write a number such as 12.5.")}  # noqa: RUF012

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The number, however it is written."""
        return super().to_python(plain_number(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """The number as people write it."""
        return f"{value:.12g}" if isinstance(value, float) else value


class ActorForm(OperationForm):
    """A form that names an organisation of the register, by number or name."""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def actor_in(self, field: str) -> Actor | None:
        """The organisation that a field names; None where it is empty."""
        text = str(self.cleaned_data.get(field) or "").strip()
        if not text:
            return None
        try:
            return actors.find_actor(self.viewer, text)
        except InvalidInput as error:
            told = filter(None, (errors.title(error, gettext), errors.advice(error, gettext)))
            raise forms.ValidationError(" ".join(told)) from None
