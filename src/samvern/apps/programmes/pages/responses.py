"""Answers that are files."""

from __future__ import annotations

from io import BytesIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header

_TYPES = {
    "json": "application/json",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "yaml": "application/yaml; charset=utf-8",
}


def attachment(stream: BytesIO, name: str) -> HttpResponse:
    """A file to keep, by its name; the ending decides the type."""
    response = HttpResponse(stream.getvalue(), content_type=_TYPES[name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    return response
