"""Files to take away: every kind can be written, maps are the same map in every form."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import openscorecard
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.example import example_plans
from openscorecard.reports.exports import EXPORT_KINDS, MEDIA_TYPES, UnknownExport, export_plan

BUREAU, LIBRARY = example_plans()


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_every_kind_is_written_and_has_a_media_type(kind: str) -> None:
    assert len(export_plan(LIBRARY, kind, parent=BUREAU)) > 1000
    assert "/" in MEDIA_TYPES[kind]


def test_an_unknown_kind_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownExport, match="odt"):
        export_plan(LIBRARY, "doc")


@pytest.mark.parametrize(("plan", "language"), [(LIBRARY, "zh-Hant"), (LIBRARY, "en"), (BUREAU, "zh-Hant")])
def test_the_slide_holds_every_objective_as_a_native_shape(plan: Plan, language: str) -> None:
    from pptx import Presentation

    slide = Presentation(io.BytesIO(export_plan(plan, "pptx", language=language))).slides[0]
    written = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert all(objective.code in written for objective in plan.objectives)
    assert not [shape for shape in slide.shapes if shape.shape_type == 13]  # 13: a picture
    notes = slide.notes_slide.notes_text_frame.text
    assert all(objective.name.says(language)[0] in notes for objective in plan.objectives)


def test_dark_and_light_maps_differ_only_in_colour() -> None:
    light, dark = (export_plan(LIBRARY, "svg", scheme=scheme).decode() for scheme in ("light", "dark"))
    assert light != dark
    assert light.count("<path") == dark.count("<path")


def test_a_notebook_reads_checks_draws_and_writes(tmp_path: Path) -> None:
    file = tmp_path / "plan.odt"
    openscorecard.write_plan(LIBRARY, file, BUREAU)
    reading = openscorecard.read_plan(file)
    assert reading.plans == (LIBRARY,)
    assert openscorecard.draw_map(reading.plans[0]).startswith("<svg")
    assert "subset-measure" in {finding.code for finding in openscorecard.check_plan(reading.plans[0], BUREAU)}
    with pytest.raises(AttributeError):
        _ = openscorecard.no_such_verb
