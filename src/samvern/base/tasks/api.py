"""Tasks in the JSON API: what waits for the asker, and the same as a calendar."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from ninja import Router, Schema

from samvern.base import registry
from samvern.base.endpoints import PROBLEMS, language_of, viewer_of
from samvern.base.registry import Task
from samvern.base.tasks.calendar import calendar_of

router = Router(tags=["service"])


class TaskOut(Schema):
    """Something that waits for you. `key` is the same as long as it waits; `due_on` may be unknown."""

    key: str
    title: str
    why: str
    module: str
    action: str
    url: str
    due_on: date | None
    figure: str


@router.get("/tasks", response={200: list[TaskOut], **PROBLEMS}, summary="What waits for you")
def list_tasks(request: HttpRequest) -> list[TaskOut]:
    """Everything that waits for you over all modules: what is due first, then what has no day."""
    with translation.override(language_of(request)):
        return [task_out(each) for each in registry.tasks_for(viewer_of(request), _today())]


@router.get("/tasks.ics", response={200: None, **PROBLEMS}, summary="What waits, as a calendar")
def task_calendar(request: HttpRequest) -> HttpResponse:
    """The same as iCalendar (RFC 5545), in which nothing says what a task is about."""
    content = calendar_of(viewer_of(request), at=timezone.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def task_out(task: Task) -> TaskOut:
    """A task as the API and the command line tell of it."""
    return TaskOut(
        key=task.key,
        title=str(task.title),
        why=str(task.why),
        module=str(task.module),
        action=str(task.action),
        url=settings.BASE_URL + task.url,
        due_on=task.due_on,
        figure=task.figure,
    )


def _today() -> date:
    return timezone.localdate()
