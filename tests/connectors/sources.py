"""Connectors made for tests, and what they bring as plain rows."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from openscorecard.connectors.connector import Connector, Harvest
from openscorecard.connectors.kinds import Given
from openscorecard.connectors.reaching import Reach
from openscorecard.connectors.registry import kind_named
from openscorecard.formats.datasets.contracts import standard_datasets

LOOPBACK = ("127.0.0.1",)


def opened(
    kind: str, settings: dict[str, Any], *, password: str = "", token: str = "",
    hosts: tuple[str, ...] = LOOPBACK, folders: tuple[Path, ...] = (),
) -> Connector:  # fmt: skip
    found = kind_named(kind)
    secrets = {name: it for name, it in {"password": password, "token": token}.items() if it}
    reach = Reach(hosts, folders)
    return found.open(Given("測試來源", found.settled(settings), secrets, standard_datasets(), reach, b"key"))


def brought(
    connector: Connector, folder: Path, since: dict[str, str] | None = None, until: date = date(2025, 12, 31)
) -> list[Harvest]:
    return list(connector.harvest(since or {}, until, folder, lambda done, total: None))


def rows_of(harvest: Harvest) -> list[dict[str, str]]:
    found = []
    for file in (harvest.file, *harvest.more):
        with file.open(encoding="utf-8", newline="") as opened_file:
            found += list(csv.DictReader(opened_file))
    return found
