"""What guards the site: content policy, cookies, lock-out and passwords."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
LOCK_OUT_AFTER = 5
LOCK_OUT_FOR = timedelta(minutes=15)
IDLE_LOGOUT_MINUTES = 30

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]


def switched_on(environ: Mapping[str, str], name: str) -> bool:
    """Whether the environment says yes to `name`."""
    return environ.get(name, "").strip().lower() in {"1", "yes", "true", "on"}


def listed(environ: Mapping[str, str], name: str) -> list[str]:
    """The values of a comma-separated environment variable."""
    return [value.strip() for value in environ.get(name, "").split(",") if value.strip()]


def debug_allowed(environ: Mapping[str, str]) -> bool:
    """True only when asked for and no shared store is named; raises ImproperlyConfigured where both are."""
    wanted = switched_on(environ, "OPENSCORECARD_DEBUG")
    if wanted and environ.get("DATABASE_URL"):
        raise ImproperlyConfigured(
            "OPENSCORECARD_DEBUG shows the inside of the site to everyone, so it is refused together with "
            "DATABASE_URL; unset one of the two."
        )
    return wanted


def idle_minutes(environ: Mapping[str, str]) -> int:
    """Minutes without a request after which a person is signed out; 1 to 1440."""
    given = environ.get("OPENSCORECARD_IDLE_MINUTES", str(IDLE_LOGOUT_MINUTES))
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= 1440:
        raise ImproperlyConfigured(f"OPENSCORECARD_IDLE_MINUTES is {given!r}; give whole minutes from 1 to 1440.")
    return int(given)


def requests_a_minute(environ: Mapping[str, str], name: str, usual: int) -> int:
    """How many requests a minute a caller of the API has; 1 to 1,000,000."""
    given = environ.get(name, str(usual))
    if not given.isascii() or not given.isdigit() or len(given) > 7 or not 1 <= int(given) <= 1_000_000:
        raise ImproperlyConfigured(f"{name} is {given!r}; give whole requests a minute from 1 to 1000000.")
    return int(given)


def content_policy() -> dict[str, Any]:
    """Nothing but our own files; what is written into a page needs the page's nonce."""
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF, NONCE],
            "style-src": [SELF, NONCE],
            "img-src": [SELF, "data:"],  # Tabler draws its form controls with data: pictures
            "font-src": [SELF],
            "connect-src": [SELF],
            "manifest-src": [SELF],
            "form-action": [SELF],
            "frame-ancestors": [NONE],
            "base-uri": [NONE],
            "object-src": [NONE],
        }
    }


def over_https(on: bool) -> dict[str, Any]:
    """Settings that hold where a proxy in front speaks TLS; they would lock people out without it."""
    settings: dict[str, Any] = {"SESSION_COOKIE_SECURE": on, "CSRF_COOKIE_SECURE": on, "LANGUAGE_COOKIE_SECURE": on}
    if on:
        settings["SECURE_PROXY_SSL_HEADER"] = ("HTTP_X_FORWARDED_PROTO", "https")
        settings["SECURE_HSTS_SECONDS"] = 31_536_000
    return settings
