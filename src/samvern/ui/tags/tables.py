"""Tables and the ways through long ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template import TemplateSyntaxError
from django.template.context import Context
from django.utils.safestring import SafeString

from samvern.ui.parts import Link
from samvern.ui.tables import TableChoices
from samvern.ui.tags.rendering import render_part

register = template.Library()


@register.simple_block_tag
def table(
    content: str,
    caption: str,
    *,
    choices: TableChoices | None = None,
    dense: bool = False,
    hide_caption: bool = False,
    exports: Sequence[Link] | None = None,
    no_export: str = "",
    stacks: bool = False,
) -> SafeString:
    """A table in its own scrolling region; the content is its body (and head, and foot).

    With ``choices`` the head is written from the shown columns, with links that sort.
    ``exports`` are the files of the table (:mod:`samvern.ui.exports`); a table without any says
    in ``no_export`` why it has none. A table that ``stacks`` shows each row as a block of its own
    on a phone, every cell with the name that it carries in ``data-label``.
    """
    return render_part(
        "ui/parts/table.html",
        {
            "caption": caption,
            "choices": choices,
            "is_dense": dense or (choices is not None and choices.is_dense),
            "hide_caption": hide_caption,
            "stacks": stacks,
            "content": content,
            "links": checked(exports, caption),
        },
    )


@register.inclusion_tag("ui/parts/downloads.html")
def downloads(links: Sequence[Link], label: str) -> dict[str, Any]:
    """The files in which a table or figure is to be had; ``label`` names it."""
    return {"links": checked(links, label), "label": label}


def checked(exports: Sequence[Link] | Literal[""] | None, caption: str) -> Sequence[Link]:
    """The links of an export; a page that names one which it does not have is wrong."""
    if exports == "":
        raise TemplateSyntaxError(f"{caption}: the page has no such export")
    return exports or ()


@register.inclusion_tag("ui/parts/column_chooser.html")
def column_chooser(choices: TableChoices) -> dict[str, Any]:
    """Which columns to show, and how close; a GET form."""
    return {"choices": choices}


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(
    context: Context, page: Page[Any], choices: TableChoices | None = None, label: str = ""
) -> dict[str, Any]:
    """Numbered pages of a list, with how much there is of it.

    The links keep the rest of the address; ``choices`` says it where the page is not what the
    address is of. ``label`` names the list where a page has more than one.
    """
    request = context.get("request")

    def url(number: int) -> str:
        if choices:
            return choices.query_with(page=number)
        query = request.GET.copy() if request else QueryDict(mutable=True)
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    paginator = page.paginator
    entries = [
        {"number": number, "url": url(number) if isinstance(number, int) else ""}
        for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "entries": entries,
        "previous": url(page.previous_page_number()) if page.has_previous() else "",
        "next": url(page.next_page_number()) if page.has_next() else "",
        "label": label,
    }


@register.inclusion_tag("ui/parts/cursor_pagination.html")
def cursor_pagination(
    previous: str = "",
    next: str = "",  # noqa: A002 - named as the API names it
    label: str = "",
) -> dict[str, str]:
    """Ways through a list that is too long to count."""
    return {"previous": previous, "next": next, "label": label}
