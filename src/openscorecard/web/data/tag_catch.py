"""What a tag would do, told before it is stored: how many rows fit it, and of how many the plan would change."""

from __future__ import annotations

from dataclasses import dataclass

from openscorecard.domain.measures.tagging import Tag, digest_of
from openscorecard.engines.measures.faults import CountingCrashed, CountingTooHeavy, CountingTooSlow, RowsUncountable
from openscorecard.queries.catching import caught
from openscorecard.web.editing.access import sentence


@dataclass(frozen=True, slots=True)
class Catch:
    """What was looked at (`digest` names it) and what it would do; `trouble` is why nobody could count, else empty.

    `named` keys of a tag by hand, of which `missing` are in no row; `hidden`: too few readers stand behind the rows.
    """

    digest: str
    rows: int = 0
    changed: int = 0
    named: int = 0
    missing: int = 0
    hidden: bool = False
    trouble: str = ""


def catch_of(dataset: str, tag: Tag) -> Catch:
    """What `tag` would do to the rows of `dataset`; two queries. Raises UnfitTag, UnfitId."""
    digest, named = digest_of([tag]), len(tag.where[0][0].values) if tag.by_hand else 0
    try:
        found = caught(dataset, tag)
    except (CountingCrashed, CountingTooHeavy, CountingTooSlow, RowsUncountable) as fault:
        return Catch(digest, trouble=sentence(fault))
    if found.hidden:
        return Catch(digest, named=named, hidden=True)
    return Catch(digest, found.rows, found.changed, named, max(0, named - found.keys))
