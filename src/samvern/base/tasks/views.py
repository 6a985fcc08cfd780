"""The pages of tasks and of their calendar."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samvern.base import registry
from samvern.base.request import Request
from samvern.base.tasks import calendar as feeds
from samvern.base.tasks.pages import tasks_page
from samvern.ui.exports import page_or_file


@require_safe
def list_tasks(request: Request) -> HttpResponseBase:
    """Everything that waits for the viewer."""
    on = timezone.localdate()
    tasks = registry.tasks_for(request.viewer, on)
    return page_or_file(request, "base/tasks.html", tasks_page(tasks, on=on))


@require_safe
def calendar(request: Request) -> HttpResponse:
    """The same in a calendar program, and who could read it there."""
    return render(request, "base/calendar.html", {"feed": feeds.feed_of(request.viewer)})


@never_cache
@require_POST
def make_calendar(request: Request) -> HttpResponse:
    """Make an address, and show it this once."""
    key = feeds.make_feed(by=request.viewer, at=timezone.now())
    address = settings.BASE_URL + reverse("calendar_file", args=[key])
    context = {"feed": feeds.feed_of(request.viewer), "address": address}
    return render(request, "base/calendar.html", context)


@require_POST
def revoke_calendar(request: Request) -> HttpResponse:
    """Have the address no longer work."""
    feeds.revoke_feed(by=request.viewer, at=timezone.now())
    messages.success(request, _("The address no longer works."))
    return redirect("calendar")


@login_not_required
@never_cache
@require_safe
def calendar_file(request: Request, key: str) -> HttpResponse:
    """A calendar for whoever knows its address; it says nothing of what tasks are about."""
    content = feeds.calendar_of(feeds.reader_of(key), at=timezone.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
