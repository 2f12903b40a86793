"""The least settings under which the stores can be tested, without any page."""

from openscorecard.config.home import home, secret_key
from openscorecard.config.stores import databases

SECRET_KEY = secret_key()
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
