"""How templates write numbers of rows."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def thousands(number: int) -> str:
    """A whole number with commas between thousands."""
    return f"{number:,}"
