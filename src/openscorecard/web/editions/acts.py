"""Acts on a whole edition: undo, publish, discard, restore, delete; each with a page that says what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from openscorecard.actions.editing import restore, undo_change
from openscorecard.actions.editions import delete_plan, discard_draft, publish_edition
from openscorecard.actions.faults import NoDraft
from openscorecard.actions.storing import EditionInfo
from openscorecard.domain.people.readers import Reader
from openscorecard.queries.answers import Comparison, OpenPlan
from openscorecard.queries.plans import compare, open_plan, plan_history
from openscorecard.web.editing.access import Acting
from openscorecard.web.editing.form import FaultForm

Words = str | Promise


class ConfirmForm(FaultForm):
    """The revision the person looked at."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class NotedForm(ConfirmForm):
    """With a note that stays with the edition."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Why; it stays with the edition."),
    )


@dataclass(frozen=True)
class Deed:
    """One act: the words of its page, its form, and what it asks and does for one plan."""

    opened: OpenPlan
    reader: Reader
    revision: int = 0  # the one to restore

    verb: ClassVar[str]
    heading: ClassVar[Words]
    lead: ClassVar[Words] = ""
    action: ClassVar[Words]
    done: ClassVar[Words]
    offers_undo: ClassVar[bool] = False
    dangerous: ClassVar[bool] = False
    form: ClassVar[type[ConfirmForm]] = ConfirmForm

    def comparison(self) -> Comparison | None:
        """The differences to look at first; None where there is nothing to compare with. Raises a fault."""
        return None

    def words(self) -> str:
        """What is particular to this act on this plan."""
        return ""

    def do(self, expected: int, note: str, acting: Acting) -> EditionInfo:
        """Do it; raises a fault."""
        raise NotImplementedError

    def _needs_draft(self) -> None:
        if not self.opened.has_draft:
            raise NoDraft(item=self.opened.id)


@dataclass(frozen=True)
class Undo(Deed):
    verb = "plan.undo"
    heading = _("Undo the last change")
    action = _("Undo")
    done = _("The last change has been undone.")

    def comparison(self) -> Comparison | None:
        self._needs_draft()
        rows = [row for row in plan_history(self.opened.id, self.reader, limit=2) if row.edition == self.opened.edition]
        if len(rows) < 2 or rows[0].verb == "undo":
            return None
        return compare(self.opened.id, self.reader, rows[0].number, rows[1].number)

    def do(self, expected: int, note: str, acting: Acting) -> EditionInfo:
        return undo_change(self.opened.id, expected_revision=expected, **acting)


@dataclass(frozen=True)
class Publish(Deed):
    verb = "plan.publish"
    heading = _("Publish the draft")
    lead = _("Everybody will see it. The edition published until now is retired; it can be compared and restored.")
    action = _("Publish")
    done = _("The edition is published.")
    form: ClassVar[type[ConfirmForm]] = NotedForm

    def comparison(self) -> Comparison | None:
        self._needs_draft()
        if self.opened.published is None:
            return None
        former = open_plan(self.opened.id, self.reader, self.opened.published)
        return compare(self.opened.id, self.reader, former.revision, self.opened.revision)

    def words(self) -> str:
        return "" if self.opened.published else gettext("It is the first edition of this plan to be published.")

    def do(self, expected: int, note: str, acting: Acting) -> EditionInfo:
        return publish_edition(self.opened.id, expected_revision=expected, note=note, **acting)


@dataclass(frozen=True)
class Discard(Publish):
    verb = "plan.discard"
    heading = _("Discard the draft")
    lead = _("These changes leave the draft. They stay in the history and can be restored.")
    action = pgettext_lazy("draft", "Discard")
    done = _("The draft has been discarded.")
    dangerous = True
    form = ConfirmForm

    def words(self) -> str:
        if self.opened.published:
            return ""
        return gettext("Nothing of this plan is published, so the plan is deleted with it; it can be brought back.")

    def do(self, expected: int, note: str, acting: Acting) -> EditionInfo:
        return discard_draft(self.opened.id, expected_revision=expected, **acting)


@dataclass(frozen=True)
class Restore(Deed):
    verb = "plan.restore"
    heading = _("Restore an earlier state")
    lead = _("The draft becomes what the plan was then; what it is now stays in the history.")
    action = _("Restore")
    done = _("The earlier state is in the draft now.")
    offers_undo = True
    form: ClassVar[type[ConfirmForm]] = NotedForm

    def comparison(self) -> Comparison | None:
        return compare(self.opened.id, self.reader, self.opened.revision, self.revision)

    def words(self) -> str:
        return gettext("Revision {number} comes back.").format(number=self.revision)

    def do(self, expected: int, note: str, acting: Acting) -> EditionInfo:
        return restore(self.opened.id, revision=self.revision, expected_revision=expected, note=note, **acting)


@dataclass(frozen=True)
class Delete(Deed):
    verb = "plan.delete"
    heading = _("Delete the plan")
    lead = _("The plan disappears with all its editions, also for readers. Editors can bring it back.")
    action = _("Delete")
    done = _("The plan has been deleted.")
    dangerous = True

    def do(self, expected: int, note: str, acting: Acting) -> EditionInfo:
        return delete_plan(self.opened.id, **acting)
