"""The Django app of all tables."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "openscorecard.records"
    label = "records"
    verbose_name = "OpenScorecard"
    default_auto_field = "django.db.models.BigAutoField"
