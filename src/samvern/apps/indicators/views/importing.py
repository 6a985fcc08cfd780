"""A table comes in: chosen, looked over with its columns, then taken in; of values and of starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect

from samvern.apps.indicators.forms import ColumnsForm, TakeInForm, UploadForm
from samvern.apps.indicators.pages import importing as page
from samvern.apps.indicators.queries import IncomingCheck
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput
from samvern.ui.exports import page_or_file


@dataclass(frozen=True)
class Way:
    """What one kind of table has of its own. ``check`` says what a file would do, ``take_in`` does it."""

    fields: Mapping[str, str]
    frame: Mapping[str, Any]
    check: Callable[[bytes, Mapping[str, Any]], IncomingCheck[Any]]
    line: Callable[[Any, str], page.ChangeLine]
    take_in: Callable[[Sequence[Any], Mapping[str, Any]], Any]
    done: Callable[[Any], str]
    back: str


def come_in(request: Request, way: Way) -> HttpResponseBase:
    """The step that the reader is at."""
    if "carried" in request.POST:
        file = page.unpack(request.POST["carried"])
        return (
            _say_columns(request, way, file)
            if "headings" in request.POST
            else _take_in(request, way, file)
        )
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if form.is_valid():
        sent = form.cleaned_data["file"]
        file = page.Carried(sent.name, sent.read(), form.cleaned_data["reason"])
        return _look_over(request, way, file)
    return _choose(request, way, form)


def _choose(
    request: Request, way: Way, form: UploadForm, error: InvalidInput | None = None
) -> HttpResponseBase:
    context = {**way.frame, **page.choose_context(form, error), "back": way.back}
    status = 422 if form.errors or error else 200
    return page_or_file(request, "indicators/import_choose.html", context, status=status)


def _look_over(
    request: Request, way: Way, file: page.Carried, refused: Sequence[str] = ()
) -> HttpResponseBase:
    """Say what taking the file in would do, or everything that is wrong in it; nothing is changed."""
    try:
        found = _checked(way, file)
    except InvalidInput as error:
        return _choose(request, way, UploadForm(), error)
    carried = page.pack(page.as_checked(file, found))
    context = {
        **way.frame,
        **page.check_context(file, found, lambda row: way.line(row, file.reason), refused),
        "form": TakeInForm(initial={"carried": carried}),
        "columns": ColumnsForm(None, table=found.table, fields=way.fields, carried=carried),
        "back": way.back,
    }
    status = 422 if found.check.problems or refused else 200
    return page_or_file(request, "indicators/import_check.html", context, status=status)


def _say_columns(request: Request, way: Way, file: page.Carried) -> HttpResponseBase:
    """Look the file over with other columns."""
    found = _checked(way, file)
    form = ColumnsForm(request.POST, table=found.table, fields=way.fields)
    if form.is_valid():
        return _look_over(request, way, replace(file, targets=form.said))
    refused = [str(each) for errors in form.errors.values() for each in errors]
    return _look_over(request, way, file, refused)


def _take_in(request: Request, way: Way, file: page.Carried) -> HttpResponseBase:
    """Take in the file that was looked over, unless what is here has changed since."""
    form, found = TakeInForm(request.POST), _checked(way, file)
    given = [row.given for row in found.check.rows]
    said = {"reason": file.reason, "seen": file.seen}
    if found.check.problems or not form.carries_out(lambda: way.take_in(given, said)):
        return _look_over(request, way, file, [str(each) for each in form.non_field_errors()])
    messages.success(request, way.done(form.outcome))
    return redirect(way.back)


def _checked(way: Way, file: page.Carried) -> IncomingCheck[Any]:
    said = {"name": file.name, "reason": file.reason, "targets": file.targets}
    return way.check(file.content, said)
