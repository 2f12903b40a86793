"""The form of a new token: what it is for, what it may read, until when, and who answers for a service's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.faults import Fault
from openscorecard.domain.people.tokens import LONGEST_NAME, SCOPES, USUAL_LIFE
from openscorecard.web.editing.access import said, sentence
from openscorecard.web.forms.wording import PageForm

PLACES: Mapping[str, str] = {
    "unfit-token-name": "name",
    "unfit-scopes": "scopes",
    "unfit-expiry": "last_day",
    "unknown-person": "owner",
}


class TokenForm(PageForm):
    """A person's own token."""

    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, help_text=_("What it is for, such as “monthly report”.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may read"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As little as is needed. It never reads more than your account."),
    )
    last_day = forms.DateField(
        label=_("Good until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day on which it opens anything; at most two years from now."),
    )

    def __init__(self, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"last_day": today + USUAL_LIFE, "scopes": ["plans:read"]})
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- declared above
        field.choices = [(name, f"{name} · {said(words)}") for name, words in SCOPES.items()]

    def refuse(self, fault: Fault) -> None:
        """Show a fault where it belongs."""
        place = PLACES.get(fault.code)
        self.add_error(place if place in self.fields else None, sentence(fault))

    @property
    def asked(self) -> dict[str, Any]:
        """What the act is told."""
        given = self.cleaned_data
        return {"name": given["name"], "scopes": given["scopes"], "last_day": given["last_day"]}


class ServiceTokenForm(TokenForm):
    """A token of a service."""

    owner = forms.CharField(
        label=_("Who answers for it"), max_length=150, required=False, help_text=_("An account; empty: your own.")
    )

    def __init__(self, today: date, data: Any = None) -> None:
        super().__init__(today, data)
        self.fields["scopes"].help_text = _("As little as is needed. It reads what a reader may read.")

    @property
    def asked(self) -> dict[str, Any]:
        return {**super().asked, "kind": "service", "owner": self.cleaned_data["owner"]}
