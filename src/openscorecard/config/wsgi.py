"""The entry a WSGI server loads: `openscorecard.config.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openscorecard.config.settings")

application = get_wsgi_application()
