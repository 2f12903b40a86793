"""How allauth behaves here: nobody makes an account alone."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

SAID = {
    "account/messages/logged_in.txt": _("You are signed in."),
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("Your password has been changed."),
}


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from an administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Name and password do not match. Check both, and that Caps Lock is off."),
        "enter_current_password": _("This is not your present password. Type the one you signed in with."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """In our words where we have them."""
        ours = message or str(SAID.get(message_template or "", ""))
        super().add_message(request, level, message_template, message_context, extra_tags, ours)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the start, where the message stands."""
        return reverse("home")
