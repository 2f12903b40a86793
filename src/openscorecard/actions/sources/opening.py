"""A stored source as a connector at work: its settings, its secrets, where it may go, and the key of its hashes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from openscorecard.actions.sources.faults import SourceBusy
from openscorecard.actions.sources.secrets import patron_key, read_secrets
from openscorecard.connectors.connector import Connector
from openscorecard.connectors.kinds import Given, Kind
from openscorecard.connectors.reaching import Reach
from openscorecard.connectors.registry import kind_named
from openscorecard.engines.rows.locking import held_alone
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.sources import SourceRow


def opened(row: SourceRow) -> Connector:
    """The connector of a source. Raises UnfitSource, SecretsUnreadable."""
    kind = kind_named(row.kind)
    return kind.open(given_of(row.name.zh, kind, kind.settled(row.settings), read_secrets(row.slug)))


def given_of(name: str, kind: Kind, settled: Mapping[str, Any], secrets: Mapping[str, str]) -> Given:
    """What a connector is made of."""
    reach = Reach(tuple(settings.SOURCE_HOSTS), tuple(Path(one) for one in settings.SOURCE_FOLDERS))
    return Given(name or kind.name, settled, secrets, standard_datasets(), reach, patron_key())


@contextlib.contextmanager
def alone(slug: str) -> Iterator[Path]:
    """A source held against others who would read it, and an empty folder for what it brings; raises SourceBusy.

    What a killed run left there is taken away: rows of patrons do not lie about.
    """
    root = Path(settings.HOME) / "harvests"
    folder = root / slug
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with held_alone(root / f"{slug}.lock") as mine:
        if not mine:
            raise SourceBusy(item=slug)
        clear(folder)
        try:
            yield folder
        finally:
            clear(folder)


def clear(folder: Path) -> None:
    """Take all files of a folder away."""
    for path in folder.iterdir():
        path.unlink(missing_ok=True)
