"""Texts as a page says them: the words, and their language where it is not the page's."""

from __future__ import annotations

from dataclasses import dataclass

from openscorecard.domain.text import Text


@dataclass(frozen=True, slots=True)
class Said:
    """A text for one reader; `lang` is empty where the text is in the language of its page."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text


def say(text: Text, language: str) -> Said:
    """`text` for a page in `language` (`zh-Hant-TW` or `en`)."""
    return said(text.says(language), language)


def said(pair: tuple[str, str], language: str) -> Said:
    """The same for a text with the language it is really in."""
    words, real = pair
    return Said(words, "" if language.startswith(real) else real)


def say_or_none(text: Text | None, language: str) -> Said | None:
    """`text` for a page in `language`, None where there is none."""
    return say(text, language) if text else None
