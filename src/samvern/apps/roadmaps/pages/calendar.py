"""The milestones of a plan as a file for calendars."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from samvern.apps.roadmaps.pages import words
from samvern.engine.roadmap import Roadmap
from samvern.formats import calendar_file
from samvern.ui.wording.roadmap_table import calendar_days


def answer(
    request: HttpRequest,
    roadmap: Roadmap,
    name: str,
    *,
    key: str,
    title: str,
    is_example: bool,
    at: datetime,
) -> HttpResponse:
    """The file; ``key`` keeps a milestone the same from one version of a plan to the next."""
    note = str(words.EXAMPLE) if is_example else ""
    days = calendar_days(roadmap, words.language(), gettext, key=key, note=note)
    stream = BytesIO()
    calendar_file.write(days, stream, name=title, host=request.get_host(), at=at)
    response = HttpResponse(stream.getvalue(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    return response
