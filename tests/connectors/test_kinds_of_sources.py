"""What a kind asks for: settings get their defaults and types, what no source can be reached by is refused."""

from __future__ import annotations

from typing import Any

import pytest

from openscorecard.connectors.faults import UnfitSource
from openscorecard.connectors.hashing import age_band, hashed
from openscorecard.connectors.registry import kind_named, kinds
from openscorecard.connectors.writing import written

PLACE = {"place": "/in", "dataset": "visits"}


def test_settings_get_their_defaults_and_keep_no_secret() -> None:
    settled = kind_named("address").settled({**PLACE, "seconds": "30", "password": "s3"})
    assert (settled["seconds"], settled["limit"], settled["columns"], settled["keep_good"]) == (30, 200, {}, False)
    assert "password" not in settled
    assert kind_named("address").secrets == ("password", "token")


@pytest.mark.parametrize(
    "said",
    [{"dataset": "visits"}, {**PLACE, "seconds": "soon"}, {**PLACE, "seconds": -1}, {**PLACE, "mode": "guess"},
     {**PLACE, "columns": ["visits"]}, {**PLACE, "columns": {"visits": 1}}, {**PLACE, "values": {"a": "b"}},
     {**PLACE, "colour": "red"}],
)  # fmt: skip
def test_what_no_source_can_be_made_of_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(UnfitSource):
        kind_named("address").settled(said)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UnfitSource):
        kind_named("gopher")


def test_every_kind_says_what_it_is_in_both_languages() -> None:
    for kind in kinds().values():
        texts = [kind.title, kind.about, *(one.title for one in kind.settings)]
        assert all(text.zh for text in texts)
        assert len({one.name for one in kind.settings}) == len(kind.settings)


def test_a_hash_needs_its_key_and_an_age_its_day() -> None:
    from datetime import date

    assert hashed(b"a", "koha", 7) == hashed(b"a", "koha", "7") != hashed(b"b", "koha", 7)
    assert [age_band(date(2000, 2, 29), date(year, 2, 28)) for year in (2005, 2006, 2013, 2019, 2035, 2055, 2065)] == [
        "0-5", "0-5", "6-12", "13-18", "19-34", "35-54", "55-64",
    ]  # fmt: skip
    assert (age_band(None, date(2025, 1, 1)), age_band(date(2030, 1, 1), date(2025, 1, 1))) == ("", "")


def test_values_of_databases_are_written_exactly() -> None:
    from datetime import UTC, date, datetime
    from decimal import Decimal

    moment = datetime(2025, 3, 5, 1, 2, 3, tzinfo=UTC)
    values = [None, True, date(2025, 3, 5), moment, Decimal("1E+3"), 0.1, b"\xe6\x9b\xb8", ["a", "b"], float("nan"), 7]
    assert [written(value) for value in values] == [
        "", "true", "2025-03-05", "2025-03-05T01:02:03+00:00", "1000", "0.1", "書", "a;b", "", "7",
    ]  # fmt: skip
