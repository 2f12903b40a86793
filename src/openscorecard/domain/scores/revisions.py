"""A target as it was set first, and every revision of it with its reason; both are kept and shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from openscorecard.domain.scores.targets import Target, check_revision, easier


@dataclass(frozen=True, slots=True)
class Revision:
    """The target as it was changed on a day, by whom; `reason` and `countermeasure` where it asks for less."""

    target: Target
    on: date
    reason: str = ""
    countermeasure: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class RevisedTarget:
    """The target `original`, set on a day, and its revisions in order.

    Raises UnfitRevision where one asks for less than the one before without a reason and a countermeasure.
    """

    original: Target
    since: date
    revisions: tuple[Revision, ...] = ()

    def __post_init__(self) -> None:
        before = self.original
        for one in self.revisions:
            check_revision(before, one.target, one.reason, one.countermeasure)
            before = one.target

    @property
    def current(self) -> Target:
        """The target after all revisions."""
        return self.revisions[-1].target if self.revisions else self.original

    @property
    def lowered(self) -> bool:
        """Whether it asks for less now than when it was set first."""
        return easier(self.original, self.current)

    def on(self, day: date) -> Target | None:
        """The target in force on `day`; None before it was set. Of one day's revisions the last counts."""
        if day < self.since:
            return None
        return next((one.target for one in reversed(self.revisions) if one.on <= day), self.original)

    def revised(self, revision: Revision) -> RevisedTarget:
        """With one more revision. Raises UnfitRevision."""
        return replace(self, revisions=(*self.revisions, revision))
