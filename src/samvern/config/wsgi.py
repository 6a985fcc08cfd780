"""The web application, as a WSGI server loads it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvern.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from samvern.base.startup import refuse_unsafe_start

refuse_unsafe_start()
