"""How the pages of programmes write what only programmes have."""

from __future__ import annotations

import re
from datetime import date

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from samvern.apps.programmes.queries import Ref
from samvern.ui import numbers

register = template.Library()

_INTERVAL = re.compile(r"((?P<count>[1-9][0-9]{0,2}) )?(?P<unit>year|month|week)s?")


@register.simple_tag
def measure_link(programme_code: str, ref: Ref, *, short: bool = False) -> SafeString:
    """A way to a measure by code and title; the code alone where it leads nowhere.

    A ``short`` one shows the code and says the title to screen readers.
    """
    if not ref.exists:
        return escape(ref.code)
    url = reverse("programmes:measure", args=[programme_code, ref.code])
    title = format_html('<span class="ds-sr-only">{}</span>', ref.title) if short else ref.title
    return format_html('<a href="{}">{} {}</a>', url, ref.code, title)


@register.filter
def as_exact_as_known(moment: str) -> str:
    """A year, month or day as published (``2024``, ``2024-06``, ``2024-06-01``), in the
    reader's way of writing dates.
    """
    try:
        if len(moment) == len("2024-06"):
            return str(date_format(date.fromisoformat(f"{moment}-01"), "F Y"))
        return numbers.day(date.fromisoformat(moment), get_language() or "nb")
    except ValueError:
        return moment


@register.filter
def as_interval(every: str) -> str:
    """How often something is repeated, as files write it (``year``, ``2 years``), in words."""
    found = _INTERVAL.fullmatch(every)
    if found is None:
        return every
    count = int(found["count"] or 1)
    said = {
        "year": ngettext("every year", "every %(count)d years", count),
        "month": ngettext("every month", "every %(count)d months", count),
        "week": ngettext("every week", "every %(count)d weeks", count),
    }[found["unit"]]
    return said % {"count": count}
