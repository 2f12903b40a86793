"""Forms say what is wrong and how to mend it, and their parts are wired together."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from openscorecard.web.frame.gallery import SampleForm


@pytest.fixture
def refused() -> str:
    with override("en"):
        form = SampleForm({"weight": "-1"})
        assert not form.is_valid()
        return str(form)


def test_a_refused_form_begins_with_a_summary_that_leads_to_each_field(refused: str) -> None:
    summary = refused[: refused.index("</ul>")]
    assert 'role="alert"' in summary
    targets = re.findall(r'href="#([\w-]+)"', summary)
    assert targets == ["id_name", "id_perspective", "id_weight", "id_state", "id_agreed"]
    for target in targets:
        assert f'id="{target}"' in refused


def test_an_error_names_its_field_and_what_to_do(refused: str) -> None:
    assert "Fill in “Name”." in refused
    assert "Choose “Perspective”." in refused
    assert "Tick “I have read the differences” to go on." in refused


def test_a_field_is_described_by_its_help_and_its_error(refused: str) -> None:
    field = re.search(r'<input type="text" name="name"[^>]*>', refused)
    assert field is not None
    assert 'aria-invalid="true"' in field.group()
    assert 'aria-describedby="id_name_helptext id_name_error"' in field.group()
    assert 'id="id_name_helptext"' in refused
    assert 'id="id_name_error"' in refused


def test_every_control_has_a_label_and_only_controls_their_classes(refused: str) -> None:
    for identity in re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', refused):
        assert f'for="{identity}"' in refused
    assert 'id="id_state" class' not in refused


def test_what_was_entered_is_still_there(refused: str) -> None:
    assert 'value="-1"' in refused
