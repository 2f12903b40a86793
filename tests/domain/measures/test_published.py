"""A published figure says what its source says, and leaves open what that leaves open."""

from __future__ import annotations

from dataclasses import astuple

from openscorecard.domain.measures.published import PublishedFigure
from openscorecard.domain.text import Text


def test_what_the_source_does_not_say_is_left_open() -> None:
    bare = PublishedFigure("loans", Text("借閱"), Text("年報"))
    assert astuple(bare)[3:] == (None, None, None, "", False, False, None, None, None)
