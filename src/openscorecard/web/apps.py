"""The pages as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "openscorecard.web"
    label = "web"
    verbose_name = "OpenScorecard"

    def ready(self) -> None:
        """Once the tables are known, listen for sign-ins."""
        from openscorecard.web.people.trail import connect

        connect()
