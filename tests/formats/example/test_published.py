"""What was published stands with its period and source, and nothing else passes for a fact."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from openscorecard.formats.example.figures import peer_indicators, published_figures, row_figures
from openscorecard.formats.measures.catalogue import standard_catalogue

FIGURES = {figure.id: figure for figure in published_figures()}


def test_every_figure_names_a_source_in_both_languages() -> None:
    assert len(FIGURES) == 25
    for figure in FIGURES.values():
        assert figure.title.en
        assert figure.source.en
        assert (figure.value is None) == (figure.unit is None)
        assert figure.value is not None or figure.first or figure.last


def test_figures_of_2025_name_the_day_of_their_source() -> None:
    dated = [figure for figure in FIGURES.values() if figure.published_on]
    assert {str(figure.period) for figure in dated} == {"2025"}
    assert {figure.published_on for figure in dated} == {date(2026, 2, 16)}
    assert len(dated) == 9


def test_residents_follow_from_volumes_and_volumes_per_resident() -> None:
    volumes, residents = FIGURES["volumes_2025"].value, FIGURES["residents_2025"]
    assert residents.derived
    assert volumes is not None
    assert residents.value is not None
    assert round(volumes / residents.value, 2) == FIGURES["volumes_per_resident_2025"].value == Fraction(359, 100)


def test_a_figure_that_a_measure_counts_names_it() -> None:
    known = {measure.id for measure in standard_catalogue()}
    named = {figure.measure for figure in FIGURES.values()} - {""}
    assert named == {"volumes_held", "volumes_per_resident", "eitems_held"}
    assert named <= known


def test_the_rows_add_up_to_what_was_published() -> None:
    rows = row_figures()
    for name in ("visits", "loans", "eloans", "volumes", "residents", "eitems"):
        assert FIGURES[f"{name}_2025"].value == rows[name]
    assert rows["share_35_54"] == FIGURES["share_35_54_2025"].value * 100  # type: ignore[operator]
    assert rows["share_55_up"] == FIGURES["share_55_up_2025"].value * 100  # type: ignore[operator]
    assert rows["closed"] == [FIGURES["closed_2021"].first, FIGURES["closed_2021"].last]
    assert rows["limited_until"] == FIGURES["limited_2021"].last
    assert rows["fastbook_pickup"] == FIGURES["fastbook_2024"].first
    places = [FIGURES[name].value for name in ("main_libraries", "branches", "reading_rooms", "intelligent_libraries",
                                               "fastbook_stations")]  # fmt: skip
    assert list(rows["places"].values()) == places


def test_every_indicator_of_peers_has_a_name_in_both_languages() -> None:
    assert len(peer_indicators()) == 8
    assert all(title.en for title in peer_indicators().values())
