"""A set as a file of its own."""

from __future__ import annotations

from io import BytesIO

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from samvern.apps.frameworks import queries
from samvern.base.request import Request
from samvern.engine.errors import NotFound
from samvern.formats import framework_file, oscal

_TYPES = {"yaml": "application/yaml", "json": "application/json"}


@login_not_required
@require_safe
def set_file(request: Request, code: str, version: str, kind: str) -> HttpResponse:
    """The whole set as a framework file."""
    if kind not in _TYPES:
        raise NotFound("file.unknown_kind")
    found, stream = queries.set_for(request.viewer, code, version), BytesIO()
    as_kind: framework_file.Kind = "json" if kind == "json" else "yaml"
    framework_file.write(queries.document_of(found), stream, kind=as_kind)
    return _file(stream, f"{found.code}-{found.version}.{kind}", _TYPES[kind])


@login_not_required
@require_safe
def oscal_file(request: Request, code: str, version: str) -> HttpResponse:
    """The whole set as an OSCAL catalogue."""
    found, stream = queries.set_for(request.viewer, code, version), BytesIO()
    oscal.write_catalog(queries.document_of(found), stream, at=found.changed_at)
    return _file(stream, f"{found.code}-{found.version}-oscal-catalog.json", _TYPES["json"])


def _file(stream: BytesIO, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(stream.getvalue(), content_type=content_type)
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    answer["Content-Disposition"] = disposition
    return answer
