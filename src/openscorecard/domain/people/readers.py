"""Who asks and who acts: a name with a role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from openscorecard.domain.people.faults import UnknownRole

Role = Literal["reader", "editor", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)
Kind = Literal["person", "system"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody in front of the product; `name` is empty and `signed_in` false for the public.

    Actions look a person's role up again before they do anything; the role here only says what to show.
    """

    name: str = ""
    role: Role = "reader"
    signed_in: bool = False
    kind: Kind = "person"

    @property
    def sees_drafts(self) -> bool:
        return self.signed_in


ANONYMOUS = Reader()
SYSTEM = Reader("system", "administrator", True, "system")  # the machine itself: command line and jobs


def check_role(role: str) -> Role:
    """`role` itself; raises UnknownRole."""
    if role not in ROLES:
        raise UnknownRole(item=role)
    return role
