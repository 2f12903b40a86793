"""Tries mutants: tests are collected once, and every mutant is a fork of that process in which it takes its place.

What cannot be put in place so, or survives and is called while modules are imported, is tried once more in a fork of a
process that has not imported the product yet: something may have been worked out of the original before.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NoReturn

import pytest
from mutation_operators import Mutant, mutated
from mutation_rebind import rebind
from mutation_swap import Changed, path_of, swap

ROOT = Path(__file__).resolve().parents[1]
DOMAIN = str(ROOT / "src" / "openscorecard" / "domain")
Outcome = Literal["killed", "timeout", "survived", "unplaced"]
KILLED, BROKEN, UNPLACED = 1, 70, 71
LONGEST = 4.0  # seconds of tests for one mutant
MEMORY = 2 << 30
OPTIONS = (
    "-p", "no:django", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:faulthandler", "-o",
    "addopts=--import-mode=importlib", "-W", "ignore::pytest.PytestConfigWarning", "-W",
    "ignore::pytest.PytestAssertRewriteWarning", "--tb=no", "-q", "--capture=no",
    "--hypothesis-profile=mutation",
)  # fmt: skip


@dataclass(slots=True)
class Reach:
    """What a test takes, in seconds, and the functions of the domain it calls, as `path:first line`."""

    seconds: float
    calls: set[str] = field(default_factory=set)


def profile() -> None:
    """Properties try the same examples for every mutant, and shrink nothing: that it fails is all we ask."""
    from hypothesis import HealthCheck, Phase, settings

    os.environ["OPENSCORECARD_EXAMPLES"] = "15"  # of the laws that set their own number
    settings.register_profile(
        "mutation", derandomize=True, deadline=None, database=None, max_examples=20, report_multiple_bugs=False,
        phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck),
    )  # fmt: skip


def run_pytest(files: Iterable[str], plugin: object) -> int:
    return int(pytest.main([*OPTIONS, *files], plugins=[plugin]))


class Reaching:
    """Runs every test once and writes down what it calls, and what is called while tests are imported."""

    def __init__(self) -> None:
        self.reach: dict[str, Reach] = {}
        self.failed: list[str] = []
        self.imports: set[str] = set()
        sys.settrace(_noting(self.imports))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        calls: set[str] = set()
        begun = time.process_time()
        sys.settrace(_noting(calls))
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self.reach[item.nodeid] = Reach(time.process_time() - begun, calls)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


def _noting(calls: set[str]) -> Callable[[Any, str, object], None]:
    """Notes every function of the domain that is called, as `path:first line`."""

    def called(frame: Any, event: str, _arg: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(DOMAIN):
            calls.add(f"{code.co_filename}:{code.co_firstlineno}")

    return called


class FirstFailure:
    """Ends the process at the first failure, telling its name; before each test sets the time it may take."""

    def __init__(self, tell: int, reach: Mapping[str, Reach]) -> None:
        self._tell, self._reach = tell, reach

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        usual = self._reach[item.nodeid].seconds if item.nodeid in self._reach else 1.0
        signal.setitimer(signal.ITIMER_PROF, 2 + 10 * usual)
        signal.setitimer(signal.ITIMER_REAL, 60 + 50 * usual)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        if call.excinfo and not call.excinfo.errisinstance(pytest.skip.Exception):
            self.end(item.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.end(report.nodeid)

    def end(self, nodeid: str) -> NoReturn:
        os.write(self._tell, nodeid.encode())
        os._exit(KILLED)


@dataclass(slots=True)
class Trial:
    """A mutant and what is done to it in a process of its own: `attempt` returns where it survived."""

    mutant: Mutant
    attempt: Callable[[int], None]


def run_trials(trials: Iterable[Trial], jobs: int) -> Iterator[tuple[Mutant, Outcome, str]]:
    """Try `jobs` mutants at a time; what each came to, and the test that found it."""
    running: dict[int, tuple[Mutant, int]] = {}
    for trial in trials:
        while len(running) >= jobs:
            yield _ended(running)
        pid, told = _started(trial)
        running[pid] = (trial.mutant, told)
    while running:
        yield _ended(running)


def _started(trial: Trial) -> tuple[int, int]:
    told, tell = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        os.close(tell)
        return pid, told
    try:
        _bounded()
        trial.attempt(tell)
    except MemoryError:
        os._exit(KILLED)
    except BaseException as error:  # a child never comes back, whatever it met
        os.write(tell, repr(error).encode()[:2000])
        os._exit(BROKEN)
    os._exit(0)


def _bounded() -> None:
    gc.disable()
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.setitimer(signal.ITIMER_PROF, 30)


def _ended(running: dict[int, tuple[Mutant, int]]) -> tuple[Mutant, Outcome, str]:
    pid, status = os.wait()
    mutant, told = running.pop(pid)
    with os.fdopen(told, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    if os.WIFSIGNALED(status):
        return mutant, "timeout" if os.WTERMSIG(status) in {signal.SIGPROF, signal.SIGALRM} else "killed", said
    code = os.waitstatus_to_exitcode(status)
    if code == BROKEN:
        raise RuntimeError(f"{mutant.key}: {said}")
    return mutant, "survived" if code == 0 else "unplaced" if code == UNPLACED else "killed", said


# Swapping in a process that has collected the tests


class Swapping:
    """A plugin that tries mutants instead of running the collected tests, and tells what each came to."""

    def __init__(
        self, mutants: Sequence[Mutant], sources: Mapping[str, str], reach: Mapping[str, Reach], jobs: int,
        told: Callable[[Any], None],
    ) -> None:  # fmt: skip
        self.mutants, self.sources, self.reach, self.jobs, self.told = mutants, sources, reach, jobs, told

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        gc.freeze()  # so that a fork copies nothing it only looks at
        trials = (Trial(one, self._attempt(session, one)) for one in self.mutants)
        for mutant, outcome, by in run_trials(trials, self.jobs):
            self.told((mutant.key, outcome, by))
        return True

    def pytest_internalerror(self, excrepr: object) -> None:
        print(excrepr, file=sys.stderr, flush=True)

    def _chosen(self, items: Iterable[pytest.Item], one: Mutant) -> list[pytest.Item]:
        """The tests that reach the mutant: those of its column first, then the quickest, until they took LONGEST."""
        path = path_of(one.module)
        place = f"{path}:{one.first}" if one.holder else f"{path}:"
        near = "tests/domain/" + "/".join(one.module.split(".")[2:-1])
        reaching = [item for item in items if _touches(self.reach[item.nodeid], place)]
        reaching.sort(key=lambda item: (not item.nodeid.startswith(near), self.reach[item.nodeid].seconds))
        gone = itertools.accumulate(self.reach[item.nodeid].seconds for item in reaching)
        return [item for item, seconds in zip(reaching, gone, strict=True) if seconds < LONGEST]

    def _attempt(self, session: pytest.Session, one: Mutant) -> Callable[[int], None]:
        def attempt(tell: int) -> None:
            path, module = path_of(one.module), sys.modules.get(one.module)
            if module is None:  # no test imports it
                os._exit(UNPLACED)
            chosen = self._chosen(session.items, one)
            code = mutated(self.sources[one.module], one.number, path)
            watch = FirstFailure(tell, self.reach)
            try:
                if not (swap(module, one, code) if one.holder else rebind(module, code)):
                    os._exit(UNPLACED)
            except Exception:  # the changed module cannot even be imported
                watch.end("import")
            session.config.pluginmanager.register(watch)
            for item, after in zip(chosen, [*chosen[1:], None], strict=False):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)

        return attempt


def _touches(reach: Reach, place: str) -> bool:
    """Whether the test calls the function at `place`, or, where that ends with a colon, any of the file."""
    return place in reach.calls or (place.endswith(":") and any(one.startswith(place) for one in reach.calls))


# Importing anew in a process that has not imported the product


def import_attempt(
    one: Mutant, source: str, groups: Sequence[Sequence[str]], reach: Mapping[str, Reach]
) -> Callable[[int], None]:
    """Run the tests of `groups` of files, one after the other, on the mutant in a process that starts from nothing."""

    def attempt(tell: int) -> None:
        assert not any(name.startswith("openscorecard") for name in sys.modules)
        sys.meta_path.insert(0, Changed(one, mutated(source, one.number, path_of(one.module))))
        for files in groups:
            if run_pytest(files, FirstFailure(tell, reach)) not in {0, 5}:
                os._exit(KILLED)

    return attempt


def in_a_fork(work: Callable[[Callable[[Any], None]], None]) -> Iterator[Any]:
    """What `work` tells, one by one as plain data, from a process of its own, so that ours stays as clean as it was."""
    read, write = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        try:
            os.close(read)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            with os.fdopen(write, "w") as pipe:
                work(lambda one: print(json.dumps(one), file=pipe, flush=True))
            os._exit(0)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(BROKEN)
    os.close(write)
    with os.fdopen(read) as pipe:
        yield from (json.loads(line) for line in pipe)
    _, status = os.waitpid(pid, 0)
    if status:
        raise RuntimeError("the process that ran the tests failed")
