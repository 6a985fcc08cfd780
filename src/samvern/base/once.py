"""A form that makes something and is sent twice, makes it once."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from samvern.base.models import IdempotencyRecord
from samvern.base.request import Request
from samvern.ui.templatetags.samvern_ui import FORM_KEY

View = Callable[..., HttpResponse]


def once(view: View) -> View:
    """Lead a form that comes again, as by a double click, to what it made the first time.

    Put it next to the view, and ``{% form_key %}`` into the form. The same form with something else
    in it is another one; what was refused is tried anew.
    """

    @functools.wraps(view)
    def sent_once(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        user_id = request.viewer.user_id
        if request.method != "POST" or not request.POST.get(FORM_KEY) or user_id is None:
            return view(request, *args, **kwargs)
        digest = _digest(request)
        with transaction.atomic():
            try:
                with transaction.atomic():
                    record = IdempotencyRecord.objects.create(
                        user_id=user_id, key=f"form:{digest}", request_digest=digest
                    )
            except IntegrityError:
                first = IdempotencyRecord.objects.get(user_id=user_id, key=f"form:{digest}")
                return redirect(first.body)
            answer = view(request, *args, **kwargs)
            if isinstance(answer, HttpResponseRedirect):
                record.status, record.body = answer.status_code, answer.url
                record.save(update_fields=["status", "body"])
            else:
                record.delete()
        return answer

    return sent_once


def _digest(request: Request) -> str:
    """What makes a form the same: its key, where it goes, and what stands in it."""
    digest = hashlib.sha256(request.get_full_path().encode())
    for name, values in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name, file.size)).encode())
    return digest.hexdigest()
