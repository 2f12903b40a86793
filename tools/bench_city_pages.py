"""Pages of a city: a thousand institutions with plans, targets and figures, served to one reader: `make bench-pages`.

The server is the one that `openscorecard run` starts, wrk asks from the same two cores. Beside it, in turn: Django
alone with a table of as many rows and letters, and, where it is installed, Datasette with the same rows.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
OUT, TITLE = ROOT / "docs" / "benchmarks.md", "Pages of a city"
INSTITUTIONS = 1000
SECONDS, CONNECTIONS = 8, 8
SEEN, UNSEEN = 100, 300  # plans that are looked at again and again; plans looked at once, in each round
PORT = 8713
SCRIPT = """
local n = 0
local paths = {}
for line in io.lines("PATHS") do paths[#paths + 1] = line end
request = function()
  n = n + 1
  local path = paths[n % #paths + 1]
  if FRESH then path = path .. "?n=" .. n .. "-" .. tostring(math.random(1e9)) end
  return wrk.format("GET", path, HEADERS)
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked: paths in turn, each with a new parameter where nothing kept may answer (`fresh`)."""

    name: str
    paths: list[str]
    headers: dict[str, str]
    fresh: bool = False
    port: int = PORT


def fill(institutions: int) -> None:
    """Plans and targets of as many institutions, alike in shape and different in every number."""
    from django.utils import timezone

    from openscorecard.actions.editions import publish_edition
    from openscorecard.actions.importing import create_plan
    from openscorecard.cli.store import acting
    from openscorecard.domain.text import Text
    from openscorecard.formats.example import example_plans
    from openscorecard.records.models import TargetRecord

    library, now, by = example_plans()[1], timezone.now(), acting("")
    known = list(TargetRecord.objects.filter(strategy=library.id))
    for number in range(institutions):
        id_, name = f"library-{number:04}", f"第{number}圖書館"
        plan = replace(library, id=id_, institution=Text(name), name=Text(f"{name}策略地圖"), cascade=None)
        stored = create_plan(plan, by=by, now=now)
        publish_edition(id_, expected_revision=stored.revision, by=by, now=now)
        for row in known:
            row.pk, row.strategy = None, id_
        TargetRecord.objects.bulk_create(known)


@contextmanager
def serving(home: Path, port: int = PORT) -> Iterator[str]:
    """The site as `openscorecard run` serves it, without worker; gives a reader's session."""
    from openscorecard.cli.serving import _SERVER

    env = {**os.environ, "OPENSCORECARD_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    server = subprocess.Popen([*_SERVER, "--bind", f"127.0.0.1:{port}"], env=env)
    try:
        _wait(f"http://127.0.0.1:{port}/healthz")
        yield _known(session(), port)
    finally:
        server.terminate()
        server.wait()


def session() -> str:
    """The key of a signed-in reader's session."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    user, _ = get_user_model().objects.get_or_create(username="bench", defaults={"role": "reader"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["sessionid"].value


def _known(key: str, port: int) -> str:
    """The key, once the site has greeted its reader by name: pages of the public are lighter."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Cookie": f"sessionid={key}"})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        if b'account-name">bench<' not in answer.read():
            sys.exit("the site does not know the reader's session; nothing was measured")
    return key


def _wait(address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"nothing answers at {address}")


def ask(load: Load, seconds: int = SECONDS) -> tuple[float, float, float, int]:
    """Requests a second, median and 95th percentile in ms, and answers that were no success, by wrk."""
    with tempfile.TemporaryDirectory() as folder:
        paths, script = Path(folder) / "paths", Path(folder) / "ask.lua"
        paths.write_text("\n".join(load.paths), encoding="utf-8")
        headers = ", ".join(f'["{name}"] = {value!r}' for name, value in load.headers.items())
        text = SCRIPT.replace("PATHS", str(paths)).replace("HEADERS", f"{{{headers}}}")
        text += 'done = function(s, l, r) print(string.format("p50 %f p95 %f", l:percentile(50), l:percentile(95))) end'
        script.write_text(f"FRESH = {str(load.fresh).lower()}\n{text}", encoding="utf-8")
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script, f"http://127.0.0.1:{load.port}"]
        said = subprocess.run([str(one) for one in command], capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]
    middle, high = (float(one) / 1000 for one in re.search(r"p50 ([\d.]+) p95 ([\d.]+)", said).groups())  # type: ignore[union-attr]
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return rate, middle, high, int(wrong[1]) if wrong else 0


def unseen(key: str, turn: int) -> Load:
    """The scorecards of plans that nobody has asked for since the server began; others in each turn."""
    reader = {"Cookie": f"sessionid={key}; csrftoken={'a' * 32}", "Accept-Language": "zh-TW"}
    first = SEEN + turn * UNSEEN
    paths = [f"/plans/library-{number:04}/scorecard/" for number in range(first, first + UNSEEN)]
    return Load("scorecard, of a plan not looked at since the server began", paths, reader)


def loads(key: str, count: int) -> list[Load]:
    """What the table measures, of plans that each process has looked at before."""
    reader = {"Cookie": f"sessionid={key}; csrftoken={'a' * 32}", "Accept-Language": "zh-TW"}
    public = {"Cookie": f"csrftoken={'a' * 32}", "Accept-Language": "zh-TW"}
    every = [f"/plans/library-{number:04}/" for number in range(min(count, SEEN))]
    some = every[:20]
    tag = _tag(some[0] + "scorecard/", public)
    return [
        Load("scorecard, made anew", [f"{one}scorecard/" for one in every], reader, fresh=True),
        Load("map, made anew", [f"{one}map/" for one in every], reader, fresh=True),
        Load("overview, made anew", every, reader, fresh=True),
        Load("scorecard, kept by version", [f"{one}scorecard/" for one in some], reader),
        Load("map, kept by version", [f"{one}map/" for one in some], reader),
        Load("scorecard, the browser has it (304)", [some[0] + "scorecard/"], {**public, "If-None-Match": tag}),
        Load("health check, the floor", ["/healthz"], public),
    ]


def _tag(path: str, headers: dict[str, str]) -> str:
    asked = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", headers=headers)
    with urllib.request.urlopen(asked) as answer:
        return str(answer.headers.get("ETag", ""))


PEER = """
import os, sys
from django.conf import settings
settings.configure(DEBUG=False, SECRET_KEY="bench", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__,
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", [
                    ("django.template.loaders.locmem.Loader", {"t": open(os.environ["PEER_TEMPLATE"]).read()})])]}}])
import django; django.setup()
from django.core.wsgi import get_wsgi_application
from django.shortcuts import render
from django.urls import path
ROWS = [{"code": f"C{n}", "name": "讀者服務滿意度與借閱冊數" * 2, "kpi": f"KP{n}", "kpi_name": "每年借閱總冊數",
         "status": "達標", "score": f"{n}.5", "plan": f"AP{n}", "plan_name": "推動行動借閱證與自助借還書服務",
         "address": f"/plans/x/kpis/{n}/"} for n in range(44)]
def page(request): return render(request, "t", {"rows": ROWS * 5, "n": request.GET.get("n", "")})
urlpatterns = [path("", page)]
application = get_wsgi_application()
"""
PEER_TEMPLATE = (
    '<!doctype html><html lang="zh-Hant"><title>{{ n }}</title><table>'
    '{% for row in rows %}<tr><th><a href="{{ row.address }}">'
    "{{ row.code }} {{ row.name }}</a><td>{{ row.status }} {{ row.score }}<td>{{ row.kpi }} {{ row.kpi_name }}"
    "<td>{{ row.plan }} {{ row.plan_name }}</tr>{% endfor %}</table></html>"
)


@contextmanager
def plain_django(folder: Path, port: int) -> Iterator[None]:
    """Django alone, with a page of as many letters as our scorecard: no sign-in, no store, one loop."""
    (folder / "peer.py").write_text(PEER, encoding="utf-8")
    (folder / "peer.html").write_text(PEER_TEMPLATE, encoding="utf-8")
    from openscorecard.cli.serving import _SERVER

    command = [one if "wsgi" not in one else "peer:application" for one in _SERVER]
    env = {**os.environ, "PEER_TEMPLATE": str(folder / "peer.html"), "PYTHONPATH": str(folder)}
    server = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}"], env=env, cwd=folder)
    try:
        _wait(f"http://127.0.0.1:{port}/")
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def datasette(folder: Path, port: int) -> Iterator[bool]:
    """Datasette with a table of as many rows, where it is installed (`pip install datasette`, in any environment)."""
    import sqlite3

    command = os.environ.get("DATASETTE") or shutil.which("datasette")
    if not command:
        yield False
        return
    with sqlite3.connect(folder / "scores.db") as store:
        store.execute("create table scores (id integer primary key, plan, code, name, value, target, score, status)")
        rows = [
            (f"library-{n // 100:04}", f"C{n % 100}", "每年借閱總冊數", n, n + 1, 99.5, "達標") for n in range(100_000)
        ]
        store.executemany(
            "insert into scores (plan, code, name, value, target, score, status) values (?,?,?,?,?,?,?)", rows
        )
        store.execute("create index by_plan on scores (plan)")
    server = subprocess.Popen([command, "serve", folder / "scores.db", "--port", str(port), "--host", "127.0.0.1"])
    try:
        _wait(f"http://127.0.0.1:{port}/scores/scores.json?_size=1")
        yield True
    finally:
        server.terminate()
        server.wait()


def measure(home: Path, count: int, rounds: int = 3) -> Iterator[str]:
    """The table, line by line; medians of rounds in turn."""
    with tempfile.TemporaryDirectory() as name, serving(home) as key:
        folder = Path(name)
        with plain_django(folder, PORT + 1), datasette(folder, PORT + 2) as other:
            wanted = loads(key, count)
            wanted.append(Load("plain Django, a table of 220 rows", ["/"], {}, fresh=True, port=PORT + 1))
            if other:
                paths = [f"/scores/scores?plan=library-{n:04}&_size=100" for n in range(1000)]
                wanted.append(Load("Datasette, a table of 100 rows", paths, {}, port=PORT + 2))
            for load in wanted[:3]:
                ask(replace(load, fresh=False), 3 * SECONDS)  # nobody is the first reader of these
            found: dict[str, list[tuple[float, float, float, int]]] = {}
            for turn in range(rounds):
                for load in wanted:
                    found.setdefault(load.name, []).append(ask(load))
                load = unseen(key, turn)
                found.setdefault(load.name, []).append(ask(load, UNSEEN // 50))  # ends before any comes twice
    plain = sorted(found["plain Django, a table of 220 rows"])[rounds // 2][0]
    yield "| page | a second | / plain Django | median, ms | 95 of 100 within, ms | not answered |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for title, times in found.items():
        rate, middle, high, _ = sorted(times)[rounds // 2]
        wrong = sum(one[3] for one in times)
        yield f"| {title} | {rate:,.0f} | {rate / plain:.2f} | {middle:.0f} | {high:.0f} | {wrong} |"


def prepare(home: Path) -> None:
    """A home with the example at a hundredth and its figures, where there is none yet."""
    env = {**os.environ, "OPENSCORECARD_HOME": str(home)}
    commands = [] if home.exists() else [["example", "load", "--scale", "0.01"]]
    for command in [*commands, ["measure", "--through", "2025-12"]]:
        subprocess.run([sys.executable, "-m", "openscorecard", *command], env=env, check=True)


def keep(title: str, opening: str, lines: list[str]) -> None:
    """Write the table into docs/benchmarks.md, in place of an earlier one; `opening` says what was measured."""
    cores, load = os.cpu_count(), os.getloadavg()[0]
    day = date.today().isoformat()  # noqa: DTZ011
    opening = opening.format(machine=f"on {day}: {platform.machine()}, {cores} cores, load {load:.1f}")
    text = OUT.read_text(encoding="utf-8")
    before, _, after = text.partition(f"## {title}\n")
    rest = after.partition("\n## ")[2]
    section = "\n".join([f"## {title}", "", opening, "", *lines, ""])
    OUT.write_text(f"{before.rstrip()}\n\n{section}" + (f"\n## {rest}" if rest else ""), encoding="utf-8")


def settled(home: Path) -> None:
    """Django set up for `home`, with the example in it."""
    prepare(home)
    os.environ["OPENSCORECARD_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openscorecard.config.settings")
    import django

    django.setup()


def main() -> None:
    """Fill a home of its own, measure, and write the table."""
    home = ROOT / ".bench-home"
    settled(home)
    from openscorecard.records.models import PlanRecord

    if not PlanRecord.objects.filter(slug=f"library-{INSTITUTIONS - 1:04}").exists():
        fill(INSTITUTIONS)
    opening = (
        f"`make bench-pages` {{machine}}; {INSTITUTIONS:,} institutions with plan, 29 targets a year and the example's "
        f"figures, {CONNECTIONS} connections, a reader signed in, medians of rounds in turn."
    )
    lines = list(measure(home, INSTITUTIONS))
    print("\n".join(lines))
    keep(TITLE, opening, lines)


if __name__ == "__main__":
    main()
