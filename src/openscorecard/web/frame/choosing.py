"""The page of a reader's preferences, and the two switches at the foot of every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from openscorecard.web.doors import open_to_all
from openscorecard.web.frame.preferences import CALENDARS, NUMBERS, Preferences, preferences
from openscorecard.web.frame.scheme import AFTER, back_from, keep, scheme_of

Words = Mapping[str, str | Promise]

LANGUAGES = {"zh-hant": "中文（臺灣）", "en": "English"}
TAGS = {"zh-hant": "zh-Hant-TW", "en": "en"}
SCHEMES: Words = {"auto": _("As the device has them"), "light": _("Light"), "dark": _("Dark")}
CALENDAR_WORDS: Words = {
    "auto": _("As the language has them: of the Republic in Chinese, common years in English"),
    "roc": _("Years of the Republic: 2025 is year 114"),
    "common": _("Common years: 2025"),
}
NUMBER_WORDS: Words = {
    "short": _("Large ones in short in sentences and on charts, such as 1.235 million; tables have every digit"),
    "full": _("Every digit everywhere, such as 1,234,567"),
}
ALLOWED = {"language": tuple(LANGUAGES), "scheme": tuple(AFTER), "calendar": CALENDARS, "numbers": NUMBERS}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question; `lang` where its words are in another language than the page."""

    value: str
    words: str
    chosen: bool
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    words: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Switch:
    """A button that turns one preference: its name, the value it sends, what it says now and what it does."""

    name: str
    value: str
    now: str
    words: str


def switches(language: str) -> tuple[Switch, ...]:
    """The switches at the foot of a page: the calendar and the numbers."""
    chosen = preferences()
    return _calendar_switch(chosen, language), _number_switch(chosen)


def _calendar_switch(chosen: Preferences, language: str) -> Switch:
    if chosen.in_roc(language):
        return Switch("calendar", "common", gettext("Years: of the Republic"), gettext("switch to common years"))
    return Switch("calendar", "roc", gettext("Years: common"), gettext("switch to years of the Republic"))


def _number_switch(chosen: Preferences) -> Switch:
    if chosen.numbers == "short":
        return Switch("numbers", "full", gettext("Large numbers: in short"), gettext("switch to every digit"))
    return Switch("numbers", "short", gettext("Large numbers: every digit"), gettext("switch to short"))


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The page; what is sent is kept in cookies, each choice apart, and the person goes back to where they were."""
    if request.method != "POST":
        return render(request, "frame/preferences.html", {"questions": questions(request)})
    sent = {name: value for name in ALLOWED if (value := request.POST.get(name, "")) in ALLOWED[name]}
    response = HttpResponseRedirect(back_from(request))
    for name, value in sent.items():
        keep(response, settings.LANGUAGE_COOKIE_NAME if name == "language" else name, value)
    if "whole" in request.POST:
        with override(sent.get("language") or get_language()):
            messages.success(request, gettext("Your preferences are kept on this device."))
    return response


def questions(request: HttpRequest) -> tuple[Question, ...]:
    """The questions in order, with what is chosen."""
    chosen, spoken = preferences(), get_language() or ""
    languages = tuple(Option(one, words, one == spoken, TAGS[one]) for one, words in LANGUAGES.items())
    return (
        Question("language", gettext("Language"), languages),
        Question("scheme", gettext("Colours"), _options(SCHEMES, scheme_of(request))),
        Question("calendar", gettext("Years"), _options(CALENDAR_WORDS, chosen.calendar)),
        Question("numbers", gettext("Large numbers"), _options(NUMBER_WORDS, chosen.numbers)),
    )


def _options(words: Words, chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, str(said), value == chosen) for value, said in words.items())
