"""Background work: asked for once, done in a bounded process, seen while it runs, recovered when its worker is gone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.work.asking import ask_for, cancel
from openscorecard.actions.work.performing import perform
from openscorecard.actions.work.queue import waits
from openscorecard.actions.work.recovering import LOST_AFTER, recover_lost
from openscorecard.actions.work.registry import kind_named, register
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.domain.text import Text
from openscorecard.domain.work.faults import JobEnded, UnknownJob, UnknownWork
from openscorecard.queries.audit import audit_trail
from openscorecard.queries.work import job_named, jobs_of, recent_jobs, running_jobs
from openscorecard.records.models import Job

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "work_samples.py"
Run = Callable[..., str]


@pytest.fixture(autouse=True)
def samples() -> None:
    """The kinds of work of `work_samples`, known in this process too."""
    from tests.work_samples import register_all

    register_all()


@pytest.fixture
def run(fresh_store: dict[str, str]) -> Run:
    """`run("ask", "sample.count", "x")`: a program of `work_samples` on a store of its own; what it printed."""

    def run_it(*words: object) -> str:
        done = subprocess.run(
            [sys.executable, SAMPLES, *map(str, words)],
            env=fresh_store, capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run_it


def ended(run: Run, kind: str) -> dict[str, Any]:
    """The job of that kind as another process sees it after it was performed."""
    job = run("ask", kind, "x")
    run("perform", job)
    return seen(run, job)


def seen(run: Run, job: str) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(run("show", job))
    return shown


def until(true: Callable[[], object], seconds: float = 60) -> Any:
    """The first true answer, within `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError("it never came true")


def gone(pid: int) -> bool:
    """Whether a process has ended; one that only waits to be counted has."""
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return True


# Asking


def test_work_is_asked_for_once_at_a_time(editor: Reader, now: datetime) -> None:
    first = ask_for("sample.count", "loans", {"to": 3}, by=editor, now=now)
    again = ask_for("sample.count", "loans", {"to": 9}, by=editor, now=now)
    other = ask_for("sample.count", "visits", {"to": 3}, by=editor, now=now)
    assert (first.state, first.asked_by, again, other.id != first.id) == ("waiting", "mei", first, True)
    assert [row.id for row in running_jobs()] == [other.id, first.id]
    assert jobs_of("loans") == (first,)


def test_asking_leaves_its_entry_and_so_does_being_refused(
    editor: Reader, onlooker: Reader, administrator: Reader, now: datetime
) -> None:
    row = ask_for("sample.count", "loans", {"to": 3}, by=editor, now=now)
    ask_for("sample.count", "loans", {"to": 3}, by=editor, now=now)
    with pytest.raises(Denied):
        ask_for("sample.count", "loans", {}, by=onlooker, now=now)
    with pytest.raises(Denied):
        cancel(row.id, by=onlooker, now=now)
    cancel(row.id, by=editor, now=now)
    trail = [(one.actor, one.verb, one.outcome) for one in reversed(audit_trail(administrator))]
    assert trail == [
        ("mei", "work.ask", "done"),
        ("mei", "work.ask", "unchanged"),
        ("rong", "data.import", "denied"),
        ("rong", "data.import", "denied"),
        ("mei", "work.cancel", "done"),
    ]
    assert audit_trail(administrator, verb="work.ask")[-1].after == {"job": row.id, "arguments": {"to": 3}}


def test_unknown_work_and_unknown_jobs_are_told(editor: Reader, now: datetime) -> None:
    with pytest.raises(UnknownWork, match="sample"):
        ask_for("sample.unheard-of", "", {}, by=editor, now=now)
    with pytest.raises(UnknownJob):
        job_named(99)


def test_a_name_stands_for_one_work_alone() -> None:
    known = kind_named("sample.count")
    register(known.name, known.verb, known.function, title=known.title, seconds=known.seconds, memory=known.memory)
    with pytest.raises(ValueError, match=r"sample\.count"):
        register("sample.count", "data.import", "elsewhere:count", title=Text("別的", "Other"))


# States


def test_a_cancelled_job_is_not_performed_and_cannot_be_cancelled_twice(editor: Reader, now: datetime) -> None:
    row = ask_for("sample.count", "loans", {"to": 3}, by=editor, now=now)
    cancel(row.id, by=editor, now=now)
    assert perform(row.id, clock=lambda: now).state == "cancelled"
    with pytest.raises(JobEnded):
        cancel(row.id, by=editor, now=now)
    assert ask_for("sample.count", "loans", {"to": 3}, by=editor, now=now).id > row.id


def test_work_that_no_longer_exists_fails_with_a_sentence(editor: Reader, now: datetime) -> None:
    row = ask_for("sample.count", "loans", {}, by=editor, now=now)
    Job.objects.filter(pk=row.id).update(kind="sample.given-up")
    failed = perform(row.id, clock=lambda: now)
    assert (failed.state, [one.code for one in failed.faults]) == ("failed", ["unknown-work"])


def test_a_job_without_a_sign_of_life_is_found_and_may_be_asked_for_again(editor: Reader, now: datetime) -> None:
    row = ask_for("sample.count", "loans", {"to": 3}, by=editor, now=now)
    Job.objects.filter(pk=row.id).update(state="running", started_at=now, heartbeat=now)
    assert recover_lost(now + LOST_AFTER) == ()
    later = now + LOST_AFTER + timedelta(seconds=1)
    new = ask_for("sample.count", "loans", {"to": 3}, by=editor, now=later)
    lost = job_named(row.id)
    assert (lost.state, lost.ended_at, [one.code for one in lost.faults]) == ("failed", later, ["worker-lost"])
    assert new.id != row.id


def test_a_waiting_job_that_the_queue_has_lost_is_queued_again(editor: Reader, now: datetime) -> None:
    from django_tasks_db.models import DBTaskResult

    row = ask_for("sample.count", "loans", {"to": 3}, by=editor, now=now)
    later = now + LOST_AFTER + timedelta(seconds=1)
    assert recover_lost(later) == ()  # it waits, and the queue knows
    DBTaskResult.objects.update(status="RUNNING")  # a worker took it and died
    assert recover_lost(later) == (row.id,)
    assert waits(Job.objects.get(pk=row.id).ticket)
    assert job_named(row.id).state == "waiting"


def test_recent_jobs_come_in_pages(editor: Reader, now: datetime) -> None:
    rows = [ask_for("sample.count", f"s{number}", {}, by=editor, now=now) for number in range(3)]
    assert [row.subject for row in recent_jobs(2)] == ["s2", "s1"]
    assert [row.subject for row in recent_jobs(2, before=rows[1].id)] == ["s0"]


# Performing, in processes


def test_the_worker_of_the_queue_does_the_work_as_who_asked(run: Run) -> None:
    job = run("ask", "sample.count", "loans")
    run("work_off")
    shown = seen(run, job)
    assert (shown["state"], shown["done"], shown["total"]) == ("done", 5, 5)
    assert shown["result"] == {"counted": 5, "by": "system", "door": "job", "address": "/plans/"}


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("sample.hold-memory", ["work-too-heavy"]),
        ("sample.hold-rows", ["work-too-heavy"]),
        ("sample.spin", ["work-too-slow"]),
        ("sample.sleep", ["work-too-slow"]),
        ("sample.refuse-two", ["unknown-job", "unknown-job"]),
        ("sample.break-down", ["work-broken"]),
        ("sample.crash", ["work-broken"]),
    ],
)
def test_work_that_goes_wrong_is_stopped_and_says_why(run: Run, kind: str, codes: list[str]) -> None:
    shown = ended(run, kind)
    assert (shown["state"], shown["codes"], shown["result"]) == ("failed", codes, None)


def test_what_work_prints_is_no_message_and_much_progress_is_no_flood(run: Run) -> None:
    shown = ended(run, "sample.say-much")
    assert (shown["state"], shown["result"], shown["done"]) == ("done", "said", 200_000)


@pytest.fixture
def long_job(run: Run, fresh_store: dict[str, str], tmp_path: Path) -> Any:
    """A job that runs: (its number, the process that performs it, the processes that do the work)."""
    file = tmp_path / "pids"
    job = run("ask", "sample.wait-long", "x", file)
    # A shell that runs the tests behind itself ignores interrupts, and what it starts would inherit that.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    worker = subprocess.Popen([sys.executable, SAMPLES, "perform", job], env=fresh_store, cwd=ROOT, preexec_fn=heard)
    try:
        pids = until(lambda: file.exists() and len(file.read_text().split()) == 2 and file.read_text().split())
        yield job, worker, [int(pid) for pid in pids]
    finally:
        worker.kill()
        worker.wait()


def test_progress_is_seen_by_others_while_work_runs(run: Run, long_job: Any) -> None:
    job, _, _ = long_job
    shown = until(lambda: (row := seen(run, job))["done"] and row)
    assert (shown["state"], shown["done"], shown["total"], shown["stage"]) == ("running", 1, 4, "Waiting")


def test_cancelling_kills_the_whole_work(run: Run, long_job: Any) -> None:
    job, worker, pids = long_job
    run("call_off", job)
    assert worker.wait(60) == 0
    assert seen(run, job)["state"] == "cancelled"
    until(lambda: all(map(gone, pids)), 15)


def test_a_worker_that_is_killed_takes_its_work_along(run: Run, long_job: Any) -> None:
    job, worker, pids = long_job
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    until(lambda: all(map(gone, pids)), 15)
    assert seen(run, job)["state"] == "running"  # nobody could say so
    run("recover_after", 120)
    shown = seen(run, job)
    assert (shown["state"], shown["codes"]) == ("failed", ["worker-lost"])


def test_a_worker_that_is_told_to_stop_says_so_of_its_job(run: Run, long_job: Any) -> None:
    job, worker, pids = long_job
    os.kill(worker.pid, signal.SIGINT)
    worker.wait(60)
    shown = seen(run, job)
    assert (shown["state"], shown["codes"]) == ("failed", ["worker-lost"])
    until(lambda: all(map(gone, pids)), 15)


# What is due


def test_many_ticks_at_once_start_due_work_once(run: Run, fresh_store: dict[str, str]) -> None:
    ticks = [
        subprocess.Popen(
            [sys.executable, SAMPLES, "tick_many", "4"],
            env=fresh_store, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        )
        for _ in range(4)
    ]  # fmt: skip
    for tick in ticks:
        assert tick.stdout is not None
        assert tick.stdout.readline() == "ready\n"
    for tick in ticks:
        assert tick.stdin is not None
        tick.stdin.write("go\n")
        tick.stdin.flush()
    said = [tick.communicate() for tick in ticks]
    assert [tick.returncode for tick in ticks] == [0] * 4, said
    started = sorted(line for out, _ in said for line in out.splitlines())
    assert started == ["data.verify", "sample.count due", "work.tidy"]


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`ticking(now)` with the schedules of the samples alone, a broken one first."""
    from openscorecard.actions.work import registry, ticking

    assert registry.schedules()  # those of the product are loaded before, not after
    monkeypatch.setattr(registry, "_SCHEDULES", [f"tests.work_samples:{name}" for name in ("broken_schedule", "due")])
    return lambda now: ticking.tick(now=now)


@pytest.mark.django_db
def test_a_schedule_that_breaks_is_told_and_holds_up_nobody(ticking: Any, caplog: Any) -> None:
    from tests.work_samples import DUE_AT

    done = ticking(DUE_AT)
    assert ([row.subject for row in done.started], len(done.broken)) == (["due"], 1)
    assert done.broken[0] in caplog.text
    assert ticking(DUE_AT + timedelta(minutes=1)).started == ()


@pytest.mark.django_db
def test_what_became_due_while_the_same_work_runs_is_done_after_it(ticking: Any) -> None:
    from tests.work_samples import DUE_AT

    running = ask_for("sample.count", "due", {"to": 1}, by=SYSTEM, now=DUE_AT - timedelta(minutes=1))
    Job.objects.filter(pk=running.id).update(state="running", heartbeat=DUE_AT)
    assert ticking(DUE_AT).started == ()
    Job.objects.filter(pk=running.id).update(state="done")
    (after,) = ticking(DUE_AT + timedelta(seconds=30)).started
    assert after.id != running.id
