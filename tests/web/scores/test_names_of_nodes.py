"""What nodes of a scorecard are called on pages."""

from __future__ import annotations

from openscorecard.domain.text import LIMIT, Text
from openscorecard.web.scores.naming import _crossed


def test_names_at_the_limit_cross_and_english_stands_only_where_both_have_it() -> None:
    longest = Text("館" * LIMIT, "a" * LIMIT)
    assert len(_crossed(longest, longest).zh) <= LIMIT
    assert _crossed(Text("館", "Hall"), Text("顧客", "Customer")) == Text("館 × 顧客", "Hall × Customer")
    assert _crossed(Text("館"), Text("顧客", "Customer")).en == ""
