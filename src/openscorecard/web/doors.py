"""Which views a person may post to without signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=Callable[..., Any])


def open_to_all(view: V) -> V:
    """Mark a view that may be posted to without signing in."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def is_open(view: View) -> bool:
    """Whether strangers may post to it."""
    return bool(getattr(view, "open_to_all", False))
