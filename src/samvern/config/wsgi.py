"""The web application, as a WSGI server loads it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvern.config.settings")


def _start() -> WSGIHandler:
    application = get_wsgi_application()
    # Models can be imported only now that Django is ready.
    from samvern.base.startup import refuse_unsafe_start

    refuse_unsafe_start()
    return application


application = _start()
