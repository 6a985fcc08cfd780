"""Fields, their errors, and forms that narrow down what a page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    RadioSelect,
    Textarea,
)
from django.utils.safestring import SafeString

from samvern.ui.tags.rendering import render_part

register = template.Library()

#: What Django gives a text area that was not told its height; more than most answers need.
_DJANGO_ROWS = "10"
#: More options than this stand in columns, where there is room.
_MANY_OPTIONS = 8


@register.inclusion_tag("ui/parts/field.html")
def field(bound_field: BoundField, compact: bool = False) -> dict[str, Any]:
    """A field with its label, help, errors and input, tied together for screen readers.

    ``compact`` is for bars of filters: smaller, and without the mark on optional fields.
    """
    widget = bound_field.field.widget
    input_id = bound_field.id_for_label or bound_field.auto_id
    described_by = []
    if bound_field.help_text:
        described_by.append(f"{input_id}_help")
    if bound_field.errors:
        described_by.append(f"{input_id}_error")
    attributes: dict[str, Any] = {"class": "ds-input"}
    if bound_field.errors:
        attributes["aria-invalid"] = "true"
    is_group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    options = list(bound_field.subwidgets) if is_group else []
    if described_by and not is_group:
        attributes["aria-describedby"] = " ".join(described_by)
    if isinstance(widget, Textarea) and widget.attrs.get("rows") == _DJANGO_ROWS:
        attributes["rows"] = 4
    return {
        "field": bound_field,
        "id": input_id,
        "described_by": " ".join(described_by),
        "is_group": is_group,
        "is_check": isinstance(widget, CheckboxInput),
        "control": None if is_group else bound_field.as_widget(attrs=attributes),
        "options": options,
        "has_many": len(options) > _MANY_OPTIONS,
        # A widget for several choices inherits from the one for a single choice.
        "option_type": "checkbox" if isinstance(widget, CheckboxSelectMultiple) else "radio",
        "is_optional": not bound_field.field.required and not compact,
        "compact": compact,
    }


@register.inclusion_tag("ui/parts/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form, in order."""
    return {"form": form}


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(form: BaseForm, takes_focus: bool = True) -> dict[str, Any]:
    """What is wrong in the form, all at once, each leading to its field.

    A field whose label only tells it from those beside it has a ``full_label`` for this list.
    """
    return {
        "takes_focus": takes_focus,
        "problems": [
            (
                bound_field.id_for_label or bound_field.auto_id,
                _told(getattr(bound_field.field, "full_label", bound_field.label), message),
            )
            for bound_field in form
            for message in bound_field.errors
        ],
        "general": list(form.non_field_errors()),
    }


def _told(label: object, message: object) -> str:
    """A field and what is wrong with it; a label that asks has its own mark already."""
    name = str(label)
    return f"{name} {message}" if name.endswith("?") else f"{name}: {message}"


@register.simple_block_tag
def filters(
    content: str, label: str = "", action: str = "", clear_url: str = "", kept: Any = ()
) -> SafeString:
    """A bar of fields that narrows down the page; works as a plain GET form.

    ``kept`` are pairs of other parameters of the address that should stay;
    ``clear_url`` takes all filters away.
    """
    return render_part(
        "ui/parts/filters.html",
        {
            "fields": content,
            "label": label,
            "action": action,
            "clear_url": clear_url,
            "kept": kept,
        },
    )


@register.inclusion_tag("ui/parts/weight_sliders.html")
def weight_sliders(weights: Iterable[Any], step: int = 1) -> dict[str, Any]:
    """A slider for each weight, with its figure; names are ``weight-<key>``, 0..100.

    ``step`` is how far an arrow key moves it.
    """
    return {"weights": weights, "step": step}


@register.inclusion_tag("ui/parts/ordering.html")
def ordering(items: Iterable[Any], name: str = "order", label: str = "") -> dict[str, Any]:
    """A list that the reader puts in order with buttons; belongs in a form.

    Sends ``name`` (all keys in order, with commas) and, without JavaScript, ``move``
    (``<key>:up`` or ``<key>:down``) for the server to carry out.
    """
    entries = list(items)
    keys = [entry["key"] if isinstance(entry, dict) else entry.key for entry in entries]
    return {"items": entries, "name": name, "label": label, "keys": ",".join(keys)}
