"""All components of the design system: ``{% load samvern_ui %}``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from secrets import token_urlsafe
from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samvern.ui import numbers
from samvern.ui.parts import Link
from samvern.ui.tags import effects, figures, forms, page, plans, series, tables, text

register = template.Library()

#: The field in which a form carries the key of its showing.
FORM_KEY: Final = "form_key"
for _subject in (page, forms, tables, text, figures, plans, effects, series):
    register.tags.update(_subject.register.tags)


def _language() -> str:
    return get_language() or "nb"


@register.filter
def number(value: float | None, decimals: int | None = None) -> str:
    """A number as the reader's language writes it; nothing for None."""
    return "" if value is None else numbers.number(value, decimals, _language())


@register.filter
def percent(share: float | None, decimals: int = 0) -> str:
    """A share (0..1) as a percentage; nothing for None."""
    return "" if share is None else numbers.percent(share, decimals, _language())


@register.filter
def plus_minus(share: float | None, decimals: int = 1) -> str:
    """A half width (0..1) in percentage points; nothing for None."""
    return "" if share is None else numbers.plus_minus(share, decimals, _language())


@register.filter
def day(on: date | None) -> str:
    """A date as the reader's language writes it; nothing for None."""
    if on is None:
        return ""
    return numbers.day(_here(on) if isinstance(on, datetime) else on, _language())


@register.filter
def moment(at: datetime | None) -> str:
    """A date with the time of day, in the server's time zone; nothing for None."""
    return "" if at is None else numbers.moment(_here(at), _language())


@register.filter
def time_left(on: date, today: date) -> str:
    """How long is left until a date, in whole days: "3 days left", "today", "2 days ago"."""
    days = (on - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return ngettext("%(days)d day ago", "%(days)d days ago", -days) % {"days": -days}


@register.filter
def of(exports: Mapping[str, Sequence[Link]], key: str) -> Sequence[Link]:
    """The files of the table by that key, where a page has as many tables as it happens to."""
    return exports[key]


@register.simple_tag
def form_key() -> SafeString:
    """A key of this showing of a form, by which it is known when it is sent twice."""
    return format_html('<input type="hidden" name="{}" value="{}">', FORM_KEY, token_urlsafe(12))


@register.simple_tag
def printed_at() -> str:
    """Now, for the head of a page on paper."""
    return numbers.moment(localtime(), _language())


def _here(at: datetime) -> datetime:
    return localtime(at) if at.tzinfo is not None else at
