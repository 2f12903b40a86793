"""The least settings under which the stores can be tested, without any page."""

import os

from openscorecard.config.home import home, incoming, seal, secret_key, source_secrets
from openscorecard.config.security import listed
from openscorecard.config.stores import databases

SECRET_KEY = secret_key()
HOME, SEAL, SOURCE_SECRETS = home(), seal(), source_secrets()
SOURCE_HOSTS = listed(os.environ, "OPENSCORECARD_SOURCE_HOSTS")
SOURCE_FOLDERS = [str(incoming()), *listed(os.environ, "OPENSCORECARD_SOURCE_FOLDERS")]
ROWS_ROOT, FILES_ROOT = home() / "rows", home() / "files"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django_tasks",
    "django_tasks_db",
    "openscorecard.records",
]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
AUTH_USER_MODEL = "records.Person"
DATABASES = databases()
USE_TZ = True
TIME_ZONE = "Asia/Taipei"
