"""The JSON API: assembles the routers of the modules."""

from __future__ import annotations

from typing import Any


def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of the whole API, as plain JSON values.

    Needs Django to be set up. The same document is served at ``/api/v1/openapi.json`` and
    committed as ``docs/openapi.json``.
    """
    from samvern.api.assembly import api

    return api.document()
