"""The machine itself acts with the rights of an administrator, and is no person."""

from __future__ import annotations

import pytest

from openscorecard.domain.identity import UnfitId
from openscorecard.domain.people.institutions import Institution, Unit
from openscorecard.domain.people.readers import ANONYMOUS, SYSTEM, Reader
from openscorecard.domain.text import Text


def test_the_machine_is_no_person_and_the_public_nobody() -> None:
    assert Reader("system", "administrator", signed_in=True, kind="system") == SYSTEM
    assert Reader("", "reader", signed_in=False, kind="person") == ANONYMOUS
    assert (SYSTEM.sees_drafts, ANONYMOUS.sees_drafts) == (True, False)


def test_institutions_and_units_are_named_by_ids() -> None:
    for make in (lambda: Institution("有 空白", Text("館")), lambda: Unit("有 空白", Text("課"), "館")):
        with pytest.raises(UnfitId):
            make()
