"""All pieces of the example's rows, in the order they are stored: small tables first, then the large ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.example.calendar import month_end, month_starts
from openscorecard.engines.example.cards import CardRows
from openscorecard.engines.example.daily import Daily
from openscorecard.engines.example.digital import Digital
from openscorecard.engines.example.holdings import Holdings
from openscorecard.engines.example.money import Money
from openscorecard.engines.example.places import Places, Row
from openscorecard.engines.example.programmes import Programmes
from openscorecard.engines.example.recipe import FIRST, LAST, Piece, Recipe
from openscorecard.engines.example.transactions import Transactions
from openscorecard.engines.example.use import Use
from openscorecard.engines.rows.schema import by_month, table_of

if TYPE_CHECKING:
    import pyarrow as pa

Maker = Callable[[], Iterable[Row]]
_OLDEST = date(1955, 1, 1)
_SPANS = {
    "peer_figures": Coverage(date(2023, 1, 1), date(2025, 12, 31)),
    "population": Coverage(date(2017, 12, 31), LAST),
    "branches": Coverage(_OLDEST, LAST),
    "service_points": Coverage(_OLDEST, LAST),
}


def pieces(recipe: Recipe, datasets: Mapping[str, Dataset]) -> tuple[Piece, ...]:
    """Every piece of every dataset; rows are made only when a piece is asked for them."""
    places = Places(recipe)
    holdings = Holdings(recipe, datasets["holdings"], places)
    small = tuple(_small(datasets[name], maker) for name, maker in _makers(recipe, places, holdings).items())
    return (
        *small,
        *CardRows(recipe, datasets["cards"], places).pieces(),
        *holdings.pieces(),
        *_circulation(recipe, datasets["circulation"], places),
    )


def made_ahead(wanted: Iterable[Piece]) -> Iterator[tuple[Piece, pa.Table]]:
    """Each piece with its rows; while one is being stored, the next is being made on another core."""
    from concurrent.futures import ThreadPoolExecutor

    waiting = list(wanted)
    with ThreadPoolExecutor(1, "example") as beside:
        coming = beside.submit(waiting[0].made) if waiting else None
        for place, piece in enumerate(waiting):
            assert coming is not None  # noqa: S101 -- as long as pieces wait
            table = coming.result()
            coming = beside.submit(waiting[place + 1].made) if place + 1 < len(waiting) else None
            yield piece, table


def _makers(recipe: Recipe, places: Places, holdings: Holdings) -> dict[str, Maker]:
    money, use, digital = Money(recipe), Use(recipe, places), Digital(recipe, places)
    programmes = Programmes(recipe, places)
    return {
        "branches": places.branches, "terminals": places.terminals, "closures": places.closures,
        "service_points": places.service_points, "population": use.population, "staff": use.staff,
        "peer_figures": use.peer_figures, "budget": money.budget, "grants": money.grants,
        "purchases": lambda: [*money.purchases(), *holdings.purchases()], "sites": programmes.sites,
        "outreach": programmes.outreach, "training": programmes.training, "proposals": programmes.proposals,
        "platforms": digital.platforms, "online_functions": digital.online_functions,
        "function_use": digital.function_use, "equipment": digital.equipment, "equipment_use": digital.equipment_use,
        "av_titles": digital.av_titles, "eresource_usage": use.eresource_usage, "feedback": use.feedback,
        "events": programmes.events, "visits": use.visits, "eholdings": digital.eholdings,
    }  # fmt: skip


def _small(dataset: Dataset, maker: Maker) -> Piece:
    def made() -> pa.Table:
        return table_of(dataset, list(maker()))

    usual = Coverage(FIRST, LAST) if by_month(dataset) else Coverage(date(2003, 1, 1), LAST)
    return Piece(dataset, "", _SPANS.get(dataset.name, usual), made)


def _circulation(recipe: Recipe, dataset: Dataset, places: Places) -> Iterator[Piece]:
    daily, transactions = Daily(recipe, dataset, places), Transactions(recipe, dataset, places)
    # The last year first, since that is what the site shows first.
    for month in month_starts(date(LAST.year, 1, 1), LAST):
        span = Coverage(month, month_end(month))
        yield Piece(dataset, f"{month:%Y-%m}", span, lambda month=month: transactions.month(month))  # type: ignore[misc]
    for year in reversed(recipe.years):
        span = Coverage(date(year, 1, 1), date(year, 12, 31))
        yield Piece(dataset, f"{year} totals", span, lambda year=year: daily.year(year))  # type: ignore[misc]
