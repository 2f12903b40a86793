"""Mutation testing of `domain`: `make mutation` counts all and writes docs/mutation.md; `make test` tries a sample.

What was tried stays in `.mutation_cache`, so that a count that was broken off goes on: a mutant that was found until
its module or the test that found it changes, a survivor until anything changes. `python tools/mutation.py scores/bands`
tries one module or folder and prints what survived.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from mutation_operators import Mutant, mutants_of
from mutation_report import OUT, Result, equivalents, report, summary
from mutation_swap import path_of
from mutation_trial import (
    LONGEST,
    ROOT,
    Outcome,
    Reach,
    Reaching,
    Swapping,
    Trial,
    import_attempt,
    in_a_fork,
    profile,
    run_pytest,
    run_trials,
)

DOMAIN = ROOT / "src" / "openscorecard" / "domain"
CACHE = ROOT / ".mutation_cache"
# Where rules of the domain are tried without a store. Files of `formats` try what plan and dataset files are read with.
TESTS = (
    "tests/domain",
    "tests/generative/test_scores_keep_their_laws.py",
    "tests/formats/measures",
    "tests/formats/strategy/test_faulty_documents.py",
    "tests/formats/strategy/test_reading_the_taipei_document.py",
    "tests/formats/datasets/test_values.py",
    "tests/formats/datasets/test_contracts.py",
)


def main() -> None:
    """Exit with 1 where fewer are killed than `--least` percent."""
    asked = _asked()
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    profile()
    sources = {_dotted(path): path.read_text(encoding="utf-8") for path in sorted(DOMAIN.rglob("*.py"))}
    chosen = [name for name in sources if not asked.paths or any(_within(name, path) for path in asked.paths)]
    if asked.sample:
        chosen = sorted(random.Random(asked.seed).sample([one for one in chosen if _column(one)], asked.modules))
    mutants = [one for name in chosen for one in mutants_of(name, sources[name])]
    if asked.sample:
        mutants = random.Random(asked.seed).sample(mutants, min(asked.sample, len(mutants)))
    begun = time.monotonic()
    results = counted(mutants, sources, _files(chosen if asked.sample else ()), asked.jobs)
    print(*summary(results, time.monotonic() - begun), sep="\n")
    if asked.write:
        OUT.write_text(report(results), encoding="utf-8")
    found = sum(one.outcome != "survived" for one in results)
    if found * 100 < asked.least * len(results):
        sys.exit(f"{found} of {len(results)} mutants were found, fewer than {asked.least} %")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", help="modules or folders below domain, as scores/bands; all where none")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many mutants at a time")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants, drawn by --seed, of --modules modules")
    parser.add_argument("--modules", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=0, help="percent that must be found")
    parser.add_argument("--write", action="store_true", help=f"write {OUT.relative_to(ROOT)}")
    return parser.parse_args()


def counted(mutants: Sequence[Mutant], sources: Mapping[str, str], files: Sequence[str], jobs: int) -> list[Result]:
    """Every mutant with what it came to, those tried before taken from the cache."""
    CACHE.mkdir(exist_ok=True)
    stamps, cache = Stamps(_test_files(files), sources), CACHE / "tried.jsonl"
    done = {one["key"]: one for one in _lines(cache) if one["stamp"] == stamps.of(one["key"], one["by"])}
    left = [one for one in mutants if one.key not in done]
    if left:
        reach, imports = _reach(stamps)
        with cache.open("a", encoding="utf-8") as out:
            for key, outcome, by in tried(left, sources, reach, imports, jobs):
                done[key] = {"key": key, "outcome": outcome, "by": by, "stamp": stamps.of(key, by)}
                print(json.dumps(done[key], ensure_ascii=False), file=out, flush=True)
    known = equivalents()
    return [Result(one, done[one.key]["outcome"], done[one.key]["by"], known.reason(one)) for one in mutants]


class Stamps:
    """What a result stands on, in short: its module and the test that gave it, else the domain and all tests."""

    def __init__(self, files: Sequence[str], sources: Mapping[str, str]) -> None:
        self.files, self._sources = files, sources
        self._domain = _digest(DOMAIN.rglob("*.py"))
        self._operators = _digest([Path(__file__).with_name("mutation_operators.py")])
        self._of_file = {file: _digest([ROOT / file, *_shared(file)]) for file in files}
        self._all = hashlib.sha256("".join(f"{file}{self._of_file[file]}" for file in files).encode()).hexdigest()

    def of(self, key: str, test: str) -> str:
        """The stamp of a mutant that `test` found, or, without one, that all tests passed."""
        file = self._of_file.get(test.partition("::")[0], "gone") if test else self._all
        source = self._sources.get(key.partition("|")[0], "gone") if test else self._domain
        return hashlib.sha256(f"{source}{self._operators}{file}".encode()).hexdigest()[:16]

    def of_reach(self, file: str) -> str:
        """The stamp of what the tests of a file call."""
        return hashlib.sha256(f"{self._domain}{self._of_file[file]}".encode()).hexdigest()[:16]


def _shared(file: str) -> Iterator[Path]:
    """What a test file may read beside itself: the tables and samples of its column, else of all."""
    tests, column = ROOT / "tests", file.split("/")[2] if file.startswith("tests/domain/") else ""
    yield from (tests / "spec" / column).rglob("*.yaml")
    yield from (path for path in (tests / "domain" / column).rglob("*.py") if not path.name.startswith("test_"))
    yield from (path for path in (tests / "generative").glob("*.py") if not path.name.startswith("test_"))


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def tried(
    mutants: Sequence[Mutant], sources: Mapping[str, str], reach: Mapping[str, Reach], imports: set[str], jobs: int
) -> Iterator[tuple[str, Outcome, str]]:
    """First in forks of one process that has collected the tests; where that does not tell, by importing anew.

    What took too long is tried twice, since a machine may have been busy.
    """
    left: list[Mutant] = []
    by_key = {one.key: one for one in mutants}
    files = sorted({name.partition("::")[0] for name in reach})

    def swaps(tell: Callable[[Any], None]) -> None:
        if run_pytest(files, Swapping(list(by_key.values()), sources, reach, jobs, tell)) not in {0, 5}:
            raise RuntimeError("the tests could not be collected")

    for key, outcome, by in in_a_fork(swaps):
        one = by_key[key]
        known = one.holder and f"{path_of(one.module)}:{one.first}" not in imports
        if outcome in {"unplaced", "timeout"} or (outcome == "survived" and not known):
            left.append(one)
        else:
            yield key, outcome, by
    trials = (Trial(one, import_attempt(one, sources[one.module], _groups(one, reach), reach)) for one in left)
    for mutant, outcome, by in run_trials(trials, jobs):
        yield mutant.key, outcome, by


def _groups(one: Mutant, reach: Mapping[str, Reach]) -> list[list[str]]:
    """The test files a mutant may show in: first those of its own column, then others; each group by its time."""
    path, seconds = path_of(one.module), dict[str, float]()
    where = f"{path}:{one.first}" if one.holder else f"{path}:"
    touching = {name.partition("::")[0] for name, it in reach.items() if any(c.startswith(where) for c in it.calls)}
    own = f"tests/domain/{_column(one.module)}/"
    for name, it in reach.items():
        file = name.partition("::")[0]
        # What is no function may be read without a call.
        if file in touching or _speaks_of(file, one.module) or (not one.holder and file.startswith(own)):
            seconds[file] = seconds.get(file, 0) + it.seconds
    near = [file for file in seconds if file.startswith(own)]
    far = sorted((file for file in seconds if file not in near), key=lambda file: seconds[file])
    gone = itertools.accumulate(seconds[file] for file in far)
    far = [file for file, when in zip(far, gone, strict=True) if when < LONGEST]
    return [group for group in (sorted(near, key=lambda file: seconds[file]), far) if group]


def _speaks_of(file: str, module: str) -> bool:
    return f"{module} " in (ROOT / file).read_text(encoding="utf-8")


def _reach(stamps: Stamps) -> tuple[dict[str, Reach], set[str]]:
    """What each test calls, found by running it once, kept by test file; and what is called while they are imported."""
    cache = CACHE / "reach.json"
    kept: dict[str, Any] = json.loads(cache.read_text(encoding="utf-8")) if cache.exists() else {}
    left = [file for file in stamps.files if kept.get(file, {}).get("stamp") != stamps.of_reach(file)]

    def run(tell: Callable[[Any], None]) -> None:
        plugin = Reaching()
        run_pytest(left, plugin)
        if plugin.failed or not plugin.reach:
            raise RuntimeError(f"without any mutant these fail: {plugin.failed}")
        for name, it in plugin.reach.items():
            tell((name, (it.seconds, sorted(it.calls))))
        tell(("", (0, sorted(plugin.imports))))

    found = dict(in_a_fork(run)) if left else {}
    for file in left:
        tests = {name: it for name, it in found.items() if name.partition("::")[0] == file}
        kept[file] = {"stamp": stamps.of_reach(file), "tests": tests, "imports": found[""][1]}
    cache.write_text(json.dumps(kept), encoding="utf-8")
    files = [kept[file] for file in stamps.files]
    reach = {name: Reach(it[0], set(it[1])) for file in files for name, it in file["tests"].items()}
    return reach, {call for file in files for call in file["imports"]}


def _test_files(chosen: Iterable[str]) -> list[str]:
    """The files with tests among and below what was chosen."""
    paths = [
        path for one in chosen for path in ((ROOT / one).rglob("test_*.py") if (ROOT / one).is_dir() else [ROOT / one])
    ]
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def _files(modules: Iterable[str]) -> list[str]:
    """The tests of these modules' columns, or all."""
    columns = sorted({_column(name) for name in modules})
    return [f"tests/domain/{column}" for column in columns] if columns else list(TESTS)


def _column(module: str) -> str:
    """`scores` of `openscorecard.domain.scores.bands`; "" for what stands beside the columns."""
    parts = module.split(".")
    return parts[2] if len(parts) > 3 else ""


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")


def _within(module: str, path: str) -> bool:
    name = f"openscorecard.domain.{path.strip('/').removesuffix('.py').replace('/', '.')}"
    return module == name or module.startswith(f"{name}.")


def _lines(cache: Path) -> Iterator[dict[str, str]]:
    if cache.exists():
        yield from (json.loads(line) for line in cache.read_text(encoding="utf-8").splitlines() if line.endswith("}"))


if __name__ == "__main__":
    main()
