"""What figures have to see through is in the example's rows."""

from __future__ import annotations

import pytest

from tests.engines.example.made_rows import one

TRAPS = {
    "a relocated point": "service_points WHERE replaces IS NOT NULL AND opened_on > DATE '2018-01-01'",
    "a relocated place": "branches JOIN branches AS old ON branches.replaces = old.branch "
    "WHERE old.closed_on < branches.opened_on",
    "two audiences": "events WHERE len(audiences) > 1 AND status = 'held'",
    "planned events": "events WHERE status = 'planned'",
    "cancelled events": "events WHERE status = 'cancelled' AND held_on > DATE '2022-01-01'",
    "online views": "events WHERE online_views > 0",
    "sessions of one course": "(SELECT course_id FROM training GROUP BY 1 HAVING max(session) > 2)",
    "courses over the turn of a year": "(SELECT course_id FROM training GROUP BY 1 "
    "HAVING year(min(held_on)) < year(max(held_on)))",
    "a subset of its whole": "training WHERE category = 'courtesy' AND status = 'held'",
    "joint proposals": "proposals WHERE len(org_units) > 1",
    "ideas in practice": "proposals WHERE implemented_on IS NOT NULL",
    "money carried over": "budget WHERE carried_over > 0",
    "money carried over from before": "budget WHERE prior_carryover > 0",
    "lines out of scope": "budget WHERE NOT in_scope AND exclusion IS NOT NULL",
    "grants passed through": "budget WHERE pass_through",
    "execution over 100 percent": "budget WHERE in_scope AND paid + payable + saved > due",
    "reasons and countermeasures": "budget WHERE reason IS NOT NULL AND countermeasure IS NOT NULL",
    "refused grants": "grants WHERE approved IS NULL",
    "late reports": "grants WHERE reported_on > report_due",
    "broken promises": "grants WHERE delivered < promised",
    "retired functions": "online_functions WHERE retired_on <= DATE '2025-12-31'",
    "removed recordings": "av_titles WHERE removed_on <= DATE '2025-12-31'",
    "platforms without mobile": "platforms WHERE kind = 'ebook' AND mobile_web_from IS NULL AND ios_from IS NULL "
    "AND android_from IS NULL",
    "a re-labelled package": "eholdings AS old JOIN eholdings AS new USING (title_key) "
    "WHERE old.active_to + 1 = new.active_from",
    "titles on two platforms": "(SELECT title_key FROM eholdings WHERE title_key LIKE 'T%' GROUP BY 1 "
    "HAVING count(DISTINCT platform) > 1)",
    "replaced cards of one person": "cards JOIN cards AS old ON cards.replaces = old.card_id "
    "AND cards.patron_key = old.patron_key AND old.closed_on = cards.issued_on",
    "staff and tests": "cards WHERE category IN ('館員', '測試')",
    "withdrawn items": "holdings WHERE withdrawn_on >= DATE '2018-01-01' AND lost_on IS NULL",
    "lost items": "holdings WHERE lost_on IS NOT NULL",
    "down hours": "equipment_use JOIN equipment USING (service_item_id) WHERE type = '自助借還機' AND down_hours > 0",
    "undelivered purchases": "purchases WHERE delivered_on IS NULL",
    "hold pick-up": "sites WHERE stage = '啟用' AND reached_on = DATE '2024-09-02'",
    "peers": "peer_figures WHERE institution = '連江縣' AND source LIKE '示範資料%'",
    "monthly populations": "(SELECT district FROM population WHERE year(as_of) = 2025 GROUP BY 1 "
    "HAVING count(DISTINCT as_of) = 12)",
}


@pytest.mark.parametrize("rows", TRAPS.values(), ids=list(TRAPS))
def test_there_are(rows: str) -> None:
    assert one(f"SELECT count(*) FROM {rows}") > 0
