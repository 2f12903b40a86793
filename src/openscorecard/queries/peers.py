"""Published figures of peers, from the dataset of them, kept as long as that does not change."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from openscorecard.domain.measures.standing import PeerFigure
from openscorecard.formats.example.figures import peer_indicator
from openscorecard.queries.data import dataset_named, stored_rows, version_of
from openscorecard.records.models import Batch

DATASET = "peer_figures"
_KEPT: dict[tuple[str, int], tuple[PeerFigure, ...]] = {}


def peer_figures() -> tuple[PeerFigure, ...]:
    """Every figure of every peer; one query once known, which reads the rows the first time. Raises RowsDamaged."""
    from django.conf import settings

    key = (str(settings.ROWS_ROOT), version_of(DATASET))
    if key not in _KEPT:
        _KEPT.clear()
        _KEPT[key] = _read() if key[1] else ()
    return _KEPT[key]


def peers_are_example() -> bool:
    """Whether example rows are among them; one query."""
    return Batch.objects.filter(dataset__name=DATASET, example=True).exclude(state="withdrawn").exists()


@dataclass(frozen=True, slots=True)
class PeersOf:
    """The newest year's figures of all institutions for one indicator; `example` rows are among them or not."""

    indicator: str
    year: int
    figures: tuple[PeerFigure, ...]
    example: bool


def peers_of(measure: str) -> PeersOf | None:
    """What is published of all institutions about what `measure` counts; None where nothing is.

    No query where no indicator tells of it, else two.
    """
    indicator = peer_indicator(measure)
    mine = [one for one in peer_figures() if one.indicator == indicator] if indicator else []
    if not mine:
        return None
    year = max(one.year for one in mine)
    return PeersOf(indicator, year, tuple(one for one in mine if one.year == year), peers_are_example())


def _read() -> tuple[PeerFigure, ...]:
    names = dataset_named(DATASET).names
    found = []
    for row in stored_rows(DATASET):
        said = dict(zip(names, row, strict=True))
        value = None if said["value"] is None else Fraction(said["value"])
        year = int(str(said["year"])[:4])
        found.append(
            PeerFigure(year, said["institution"], said["indicator"], value, said["rank"], said["source"] or "")
        )
    return tuple(found)
