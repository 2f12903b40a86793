"""A year of loans in a small town, as it happened, and as the contract, Koha and SIP2 tell of it."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.connectors import koha_database as koha
from tests.connectors.servers import Database
from tests.connectors.sip2_lines import checkin, checkout, line

MACHINES = {"MAIN": "sc-main", "EAST": "sc-east"}
LOGINS = {"sc-main": (901, "self_check"), "sc-east": (902, "self_check"), "sort-east": (903, "sorter")}
ITEMS, PATRONS = 60, 25


@dataclass(frozen=True)
class Happening:
    """One thing that was done. `scanned` is the sorter's second scan of the return just before."""

    at: datetime
    kind: str
    item: int
    patron: int
    branch: str
    channel: str
    scanned: bool = False


def year() -> list[Happening]:
    """Loans of 2025: each item goes out, is now and then renewed by being checked out again, and comes back."""
    chance, found = random.Random(2025), list[Happening]()
    for item in range(1, ITEMS + 1):
        start = datetime(2025, 1, 2, 9, 0)  # noqa: DTZ001 -- the clock on the wall
        at = start + timedelta(minutes=chance.randrange(60 * 24 * 20))
        while at.year == 2025:
            patron, branch = chance.randrange(1, PATRONS + 1), chance.choice(["MAIN", "EAST"])
            loan: list[Happening] = [Happening(at, "issue", item, patron, branch, _channel(chance, branch))]
            if chance.random() < 0.3:
                later = at + timedelta(days=3, seconds=chance.randrange(9000))
                loan.append(Happening(later, "renew", item, patron, branch, _channel(chance, branch)))
            back = loan[-1].at + timedelta(days=2, seconds=chance.randrange(90000))
            loan.append(Happening(back, "return", item, patron, branch, _channel(chance, branch)))
            if branch == "EAST" and loan[-1].channel == "self_check":
                scan = back + timedelta(seconds=20)
                loan.append(Happening(scan, "return", item, patron, branch, "sorter", scanned=True))
            if loan[-1].at.year == 2025:
                found += loan
            at = loan[-1].at + timedelta(days=1, minutes=chance.randrange(60 * 24 * 12))
    return sorted(found, key=lambda one: one.at)


def _channel(chance: random.Random, branch: str) -> str:
    return "self_check" if chance.random() < (0.7 if branch == "MAIN" else 0.5) else "desk"


def counts(happenings: list[Happening]) -> Counter[tuple[str, str]]:
    """What truly happened, by kind and channel."""
    return Counter((one.kind, one.channel) for one in happenings if not one.scanned)


def as_contract(happenings: list[Happening], file: Path, channels: tuple[str, ...] = ("desk", "self_check")) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["occurred_at", "kind", "item_id", "branch", "channel"])
        for one in happenings:
            if one.channel in channels and not one.scanned:
                writer.writerow([f"{one.at:%Y-%m-%d %H:%M:%S}", one.kind, one.item, one.branch, one.channel])


def as_koha(happenings: list[Happening], database: Database) -> None:
    koha.make(database)
    for number in range(1, ITEMS + 1):
        koha.item(database, number, gone=number % 10 == 0)
    for number in range(1, PATRONS + 1):
        koha.patron(database, number, gone=number % 10 == 0)
    for login, (number, _) in LOGINS.items():
        koha.patron(database, number, userid=login, category="ST")
    rows = []
    for one in happenings:
        through = "intranet" if one.channel == "desk" else "sip"
        # Koha's desk notes renewals as such; a machine just checks the item out again.
        kind = "issue" if one.kind == "renew" and through == "sip" else one.kind
        rows.append((f"{one.at}", kind, one.item, None if one.scanned else one.patron, through, one.branch))
        if through == "sip" and one.branch == "EAST":
            login = "sort-east" if one.channel == "sorter" else "sc-east"
            action = {"issue": "ISSUE", "renew": "RENEWAL", "return": "RETURN"}[kind]
            koha.logged(database, f"{one.at}", action, one.item, LOGINS[login][0])
    koha.happened(database, *rows)


def as_sip2(happenings: list[Happening], folder: Path) -> None:
    """A log a month, in changing layouts and encodings; some questions are refused, some answers said twice."""
    chance = random.Random(7)
    months: dict[int, list[str]] = {}
    for place, one in enumerate(happenings):
        if one.channel == "desk":
            continue
        machine = "sort-east" if one.channel == "sorter" else MACHINES[one.branch]
        written = [line(one.at.month % 5, one.at, machine, said) for said in _said(one, place % 10)]
        if chance.random() < 0.1:
            written += written  # no answer came in time
        if chance.random() < 0.1 and one.kind == "issue":
            refused = checkout(one.at, f"C{one.patron}", "999", ok=0, sequence=(place + 5) % 10)
            months.setdefault(one.at.month, []).extend(line(0, one.at, machine, said) for said in refused)
        months.setdefault(one.at.month, []).extend(written)
    for month, lines in months.items():
        text = "\n".join(lines) + "\n"
        (folder / f"sip-{month:02}.log").write_bytes(text.encode("cp950" if month % 2 else "utf-8"))


def _said(one: Happening, sequence: int) -> Iterator[str]:
    item, patron = str(one.item), f"C{one.patron}"
    if one.kind == "return":
        yield from checkin(one.at, item, sequence=sequence)
    else:
        yield from checkout(
            one.at, patron, item, again="Y" if one.kind == "renew" else "N", sequence=sequence, title="教育育兒"
        )
