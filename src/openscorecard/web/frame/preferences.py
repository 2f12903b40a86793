"""What the cookies of a request say of calendar and numbers."""

from __future__ import annotations

from django.http import HttpRequest

from openscorecard.domain.people.preferences import CALENDARS, NUMBERS, USUAL, Preferences, preferences, preferring

__all__ = ["CALENDARS", "NUMBERS", "USUAL", "Preferences", "preferences", "preferences_of", "preferring"]


def preferences_of(request: HttpRequest) -> Preferences:
    """What the cookies of a request say; what they should not say counts as usual."""
    calendar, numbers = request.COOKIES.get("calendar", ""), request.COOKIES.get("numbers", "")
    return Preferences(
        calendar if calendar in CALENDARS else USUAL.calendar, numbers if numbers in NUMBERS else USUAL.numbers
    )
