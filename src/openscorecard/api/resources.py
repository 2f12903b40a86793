"""Every resource there is: importing it registers itself with the service."""

from __future__ import annotations

from openscorecard.api import initiatives, measures, observations, plans, scores, targets

RESOURCE_FILES = (plans, measures, observations, targets, scores, initiatives)
