"""Quoting for tags that write much: Django's own asks of each text whether it is lazy, which a large page feels."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString


def quoted(text: object) -> str:
    """`text` fit to stand in an element or attribute; what is marked as safe stays as it is."""
    return text if isinstance(text, SafeString) else escape(str(text))
