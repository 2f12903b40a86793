"""Words that papers and pages both say are the same in both languages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.utils.translation import override

from openscorecard.domain.text import Text
from openscorecard.reports import words
from openscorecard.reports.charts.sentences import WHY_NONE
from openscorecard.web.frame.said_in_words import STATUS_SAYS
from openscorecard.web.initiatives.words import STATUS_WORDS
from openscorecard.web.plans import measure_terms
from openscorecard.web.templatetags.components import STATUSES

PAIRS: Mapping[str, tuple[Mapping[str, Text], Mapping[str, object]]] = {
    "why there is no value": (WHY_NONE, STATUS_SAYS),
    "action plans": (words.PLAN_STATUSES, STATUS_WORDS),
    "kinds": (words.KINDS, measure_terms.KINDS),
    "natures": (words.NATURES, measure_terms.NATURES),
    "frequencies": (words.FREQUENCIES, measure_terms.FREQUENCIES),
}


@pytest.mark.parametrize(("tag", "language"), [("zh-hant", "zh-Hant"), ("en", "en")])
@pytest.mark.parametrize("name", PAIRS)
def test_closed_lists_are_worded_alike(name: str, tag: str, language: str) -> None:
    papers, pages = PAIRS[name]
    with override(tag):
        assert {key: str(one) for key, one in pages.items()} == {
            key: one.says(language)[0] for key, one in papers.items()
        }


@pytest.mark.parametrize(("tag", "language"), [("zh-hant", "zh-Hant"), ("en", "en")])
def test_statuses_have_the_same_shape_tone_and_word(tag: str, language: str) -> None:
    with override(tag):
        for name, (shape, tone, word) in words.STATUSES.items():
            look = STATUSES[name]
            assert (look.shape, look.tone, str(look.word)) == (shape, tone, word.says(language)[0])
