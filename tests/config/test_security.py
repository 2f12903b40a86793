"""What the environment may switch, and what it may not."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from openscorecard.config import security


def test_debug_is_off_unless_asked_for() -> None:
    assert security.debug_allowed({}) is False
    assert security.debug_allowed({"OPENSCORECARD_DEBUG": "0"}) is False
    assert security.debug_allowed({"OPENSCORECARD_DEBUG": "1"}) is True


def test_debug_is_refused_beside_a_shared_store() -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        security.debug_allowed({"OPENSCORECARD_DEBUG": "1", "DATABASE_URL": "postgresql://u@h/n"})


@pytest.mark.parametrize("given", ["0", "-5", "soon", "99999", "１０", "1.5"])
def test_an_idle_time_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="OPENSCORECARD_IDLE_MINUTES"):
        security.idle_minutes({"OPENSCORECARD_IDLE_MINUTES": given})


def test_the_idle_time_is_a_setting() -> None:
    assert security.idle_minutes({}) == 30
    assert security.idle_minutes({"OPENSCORECARD_IDLE_MINUTES": "10"}) == 10


def test_behind_tls_cookies_travel_by_tls_only() -> None:
    assert security.over_https(True)["SESSION_COOKIE_SECURE"] is True
    assert security.over_https(True)["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert "SECURE_HSTS_SECONDS" not in security.over_https(False)


def test_hosts_are_read_from_a_list() -> None:
    assert security.listed({"HOSTS": "a.example, b.example,,"}, "HOSTS") == ["a.example", "b.example"]
    assert security.listed({}, "HOSTS") == []


def test_the_settings_answer_to_the_loopback_alone() -> None:
    from django.conf import settings

    assert [host for host in settings.ALLOWED_HOSTS if host != "testserver"] == ["localhost", "127.0.0.1", "[::1]"]
