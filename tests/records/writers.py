"""Programs for processes of their own, as `writers.py VERB ...`; each acknowledged write is one printed line."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[2]))


def prepare() -> None:
    """Store the library's plan."""
    from openscorecard.actions.importing import create_plan
    from openscorecard.domain.people.readers import SYSTEM
    from tests.store_samples import library

    create_plan(library(), by=SYSTEM, now=_now())


def write(name: str, times: str) -> None:
    """Count in the theme's English name, each writer from what it saw; who comes too late looks and sends again."""
    from openscorecard.actions.editing import change_plan
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.domain.strategy.changes import ChangeTheme
    from openscorecard.domain.strategy.faults import StaleEdition
    from openscorecard.domain.text import Text
    from openscorecard.queries.plans import open_plan

    done = 0
    while done < int(times):
        shown = open_plan("library", SYSTEM)
        count = int(shown.plan.themes[0].name.en) if done or shown.revision > 1 else 0
        change = ChangeTheme("A", "A", Text(name, str(count + 1)))
        try:
            info = change_plan("library", change, expected_revision=shown.revision, by=SYSTEM, now=_now())
        except StaleEdition:
            continue
        done += 1
        _say(info.revision)


def judge() -> None:
    """Print what is wrong with the store as a whole; nothing where it is sound."""
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.plans import open_plan
    from openscorecard.records.contents import read, written
    from openscorecard.records.index import lines
    from openscorecard.records.models import AuditEntry, Edition, PlanRecord, Revision

    numbers = list(Revision.objects.order_by("number").values_list("number", flat=True))
    last = PlanRecord.objects.get().last_revision
    edition = Edition.objects.get()
    plan = open_plan("library", SYSTEM).plan
    counted = int(plan.themes[0].name.en) if last > 1 else 0
    indexed = [(row.kind, row.item, row.name_zh) for row in edition.items.order_by("position")]
    for wrong, found in (
        ("a write went over another that it had not seen", counted != last - 1),
        ("revisions have gaps", numbers != list(range(1, last + 1))),
        ("the edition is not at its last revision", edition.revision != last),
        ("a revision has no audit entry, or an entry no revision", AuditEntry.objects.count() != last),
        ("the digest is another content's", edition.digest != written(plan).digest),
        ("the index is another content's", indexed != [(one.kind, one.item, one.name.zh) for one in lines(plan)]),
        ("a revision cannot be read", not all(read(row.digest, row.content) for row in Revision.objects.all())),
    ):
        if found:
            _say(wrong)


def _say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "write": write, "judge": judge}[sys.argv[1]](*sys.argv[2:])
