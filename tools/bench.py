"""Writes docs/benchmarks.md: maps, documents, start-up, pages, imports. Times are context, ratios tell."""

from __future__ import annotations

import http.client
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]

from openscorecard.domain.strategy.plan import Plan  # noqa: E402
from openscorecard.drawing.strategy import draw_map, lay_out  # noqa: E402
from openscorecard.drawing.strategy.flaws import crossings, lines_through_boxes, overlaps, texts_outside  # noqa: E402
from openscorecard.formats.example import example_plans  # noqa: E402
from openscorecard.formats.strategy.intake import read_directly, read_plans  # noqa: E402
from openscorecard.formats.strategy.outlet import PLAN_FORMATS, write_plan  # noqa: E402

OUT = ROOT / "docs" / "benchmarks.md"


def median_ms(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The median times in ms of several pieces of work, done in turn so that a noisy moment hits all alike."""
    times: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(rounds):
        for place, work in enumerate(works):
            begun = time.perf_counter()
            work()
            times[place].append((time.perf_counter() - begun) * 1000)
    return [statistics.median(one) for one in times]


def maps() -> list[str]:
    """Our map beside Graphviz dot on the same boxes and links, where dot is installed."""
    samples = import_module("tests.drawing.sample_maps")
    dot = shutil.which("dot")
    lines = ["| map | language | ms | dot, ms | ours / dot | crossings | lines on lines | lines through boxes | "
             "texts outside |", "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
    for plan in (samples.library_map(), samples.bureau_map()):
        for language in ("zh-Hant", "en"):
            works: list[Callable[[], object]] = [partial(draw_map, plan, language=language)]
            if dot:
                graph = dot_graph(plan, language).encode()
                works += [partial(run_dot, dot, graph), partial(run_dot, dot, b"digraph {}")]
            found = median_ms(20, *works)
            peer = f"{found[1] - found[2]:.1f} | {found[0] / (found[1] - found[2]):.2f}" if dot else "– | –"
            layout = lay_out(plan, language)
            flaws = (crossings(layout), overlaps(layout), len(lines_through_boxes(layout)), len(texts_outside(layout)))
            name = f"{len(plan.objectives)} objectives, {len(plan.links)} links"
            lines.append(f"| {name} | {language} | {found[0]:.1f} | {peer} | {' | '.join(map(str, flaws))} |")
    return [*lines, "", "dot's time is its whole process less that of an empty graph; it keeps neither themes in "
            "columns nor perspectives in rows."]  # fmt: skip


def dot_graph(plan: Plan, language: str) -> str:
    """The plan for dot: perspectives as ranks, orthogonal lines."""
    rows = "".join("{rank=same;" + ";".join(f'"{item.code}"' for item in plan.objectives
                   if item.perspective == row.letter) + "}" for row in plan.perspectives)  # fmt: skip
    boxes = "".join(f'"{item.code}"[shape=box,label="{item.name.says(language)[0]}"];' for item in plan.objectives)
    codes = {item.id: item.code for item in plan.objectives}
    links = "".join(f'"{codes[link.source]}"->"{codes[link.target]}";' for link in plan.links)
    return f"digraph{{splines=ortho;{boxes}{rows}{links}}}"


def run_dot(dot: str, graph: bytes) -> None:
    subprocess.run([dot, "-Tsvg"], input=graph, capture_output=True, check=True)


def documents() -> list[str]:
    """Writing and reading the library's plan in every form; YAML is the yardstick of the ratio."""
    library = example_plans()[1]
    found = {}
    for kind in PLAN_FORMATS:
        data = write_plan(library, kind)
        found[kind] = (len(data), *median_ms(
            5,
            partial(write_plan, library, kind),
            partial(read_directly, data, f"plan.{kind}"),
            partial(read_plans, data, f"plan.{kind}"),
        ))  # fmt: skip
    yaml = found["yaml"][2]
    rows = [f"| {kind} | {size / 1024:.0f} | {write:.0f} | {read:.0f} | {read / yaml:.1f} | {worker:.0f} |"
            for kind, (size, write, read, worker) in found.items()]  # fmt: skip
    return ["| form | kB | write, ms | read, ms | read / YAML | read in the bounded worker, ms |",
            "| --- | ---: | ---: | ---: | ---: | ---: |", *rows]  # fmt: skip


def start_up() -> list[str]:
    """Whole processes of the command line beside a bare Python."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "OPENSCORECARD_HOME": f"{folder}/home", "PYTHONPATH": str(ROOT / "src")}
        environ.pop("DATABASE_URL", None)

        def process(*words: str) -> Callable[[], object]:
            return lambda: subprocess.run([sys.executable, *words], env=environ, capture_output=True, check=True)

        bare, helped, listed = median_ms(7, process("-c", "pass"), process("-m", "openscorecard", "--help"),
                                         process("-m", "openscorecard", "plan", "list", "--json"))  # fmt: skip
    return ["| process | ms | / bare Python |", "| --- | ---: | ---: |",
            f"| `python -c pass` | {bare:.0f} | 1.0 |",
            f"| `openscorecard --help` | {helped:.0f} | {helped / bare:.1f} |",
            f"| `openscorecard plan list --json` | {listed:.0f} | {listed / bare:.1f} |"]  # fmt: skip


def pages() -> list[str]:
    """Pages of the example from a running site, one reader after the other; the health check is the floor."""
    screenshots = import_module("screenshots")
    running_site = import_module("tests.browser.running_site")
    wanted = {
        "/healthz": "health check",
        "/": "institutions",
        "/plans/taipei-public-library/": "plan with map",
        "/plans/taipei-education-bureau/map/": "map of 59",
        "/plans/taipei-public-library/scorecard/": "scorecard",
    }
    with tempfile.TemporaryDirectory() as folder:
        site = running_site.Site(Path(folder) / "home")
        site.prepare()
        site.python(screenshots.EXAMPLE)
        site.start()
        try:
            connection = http.client.HTTPConnection(urlsplit(site.address).netloc)
            sizes: dict[str, int] = {}

            def get(path: str) -> None:
                connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept-Language": "zh-TW"})
                sizes[path] = len(connection.getresponse().read())

            times = median_ms(40, *(partial(get, path) for path in wanted))
        finally:
            site.stop()
    rows = [f"| {name} | {sizes[path] / 1024:.1f} | {ms:.1f} | {ms / times[0]:.1f} |"
            for (path, name), ms in zip(wanted.items(), times, strict=True)]  # fmt: skip
    return ["| page | kB gzipped, HTML | ms | / health check |", "| --- | ---: | ---: | ---: |", *rows]


SECTIONS: dict[str, tuple[str, Callable[[], list[str]]]] = {
    "map": ("Strategy map", maps),
    "documents": ("Documents", documents),
    "start": ("Start-up", start_up),
    "pages": ("Pages", pages),
    "import": ("Import", lambda: list(import_module("bench_import").imports())),
}


def main(*wanted: str) -> None:
    """Measure everything, or the sections `wanted` by name, and write the page; other sections stay as they are."""
    opening, kept = written() if wanted else ([], {})
    opening = opening or [
        "# Benchmarks", "",
        f"Written by `make bench` on {date.today().isoformat()}: Python {platform.python_version()}, "  # noqa: DTZ011
        f"{platform.machine()}, {os.cpu_count()} cores shared with others. Medians of interleaved runs; machines are "
        "noisy, so read the ratios.",
    ]  # fmt: skip
    for name in wanted or SECTIONS:
        title, table = SECTIONS[name]
        print(f"measuring: {title}", file=sys.stderr)
        kept[title] = [*table()]
    ours = [title for title, _ in SECTIONS.values() if title in kept]
    ordered = [*ours, *(title for title in kept if title not in ours)]  # sections that other tools write stay, last
    lines = [*opening, "", *(line for title in ordered for line in (f"## {title}", "", *kept[title], ""))]
    OUT.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


def written() -> tuple[list[str], dict[str, list[str]]]:
    """What the page says before its first section, and in each of them."""
    if not OUT.is_file():
        return [], {}
    opening, *sections = OUT.read_text(encoding="utf-8").split("\n## ")
    kept = {title: text.strip().split("\n") for title, _, text in (one.partition("\n") for one in sections)}
    return opening.strip().split("\n"), kept


if __name__ == "__main__":
    main(*sys.argv[1:])
