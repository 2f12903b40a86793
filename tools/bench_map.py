"""Times and flaws of the strategy map as a Markdown table: python tools/bench_map.py."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from datetime import date
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from openscorecard.domain.strategy.plan import Plan  # noqa: E402
from openscorecard.drawing.strategy import draw_map, lay_out  # noqa: E402
from openscorecard.drawing.strategy.flaws import crossings, lines_through_boxes, overlaps, texts_outside  # noqa: E402

ROUNDS = 60


def median_ms(plan: Plan, language: str) -> float:
    """The median of many drawings, in ms, after the words have been measured once."""
    draw_map(plan, language=language)
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        draw_map(plan, language=language, link_for=lambda objective: f"/objectives/{objective.id}")
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def main() -> None:
    print(f"`python tools/bench_map.py`, {date.today().isoformat()}, Python {platform.python_version()},")  # noqa: DTZ011
    print(f"{platform.machine()} with {os.cpu_count()} cores, median of {ROUNDS} drawings.\n")
    print("| map | language | ms | width × height | crossings | lines on lines | lines through boxes | texts outside |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    samples = import_module("tests.drawing.sample_maps")
    for plan in (samples.library_map(), samples.bureau_map()):
        for language in ("zh-Hant", "en"):
            layout = lay_out(plan, language)
            name = f"{len(plan.objectives)} objectives, {len(plan.links)} links"
            flaws = (crossings(layout), overlaps(layout), len(lines_through_boxes(layout)), len(texts_outside(layout)))
            size = f"{layout.width:.0f} × {layout.height:.0f}"
            print(f"| {name} | {language} | {median_ms(plan, language):.1f} | {size} | {' | '.join(map(str, flaws))} |")


if __name__ == "__main__":
    main()
