"""Throws cases at the API that its own document allows and forbids, and says what the API got wrong.

`python tools/api_cases.py 50000` makes a small store of its own, throws so many cases in all, half of them forbidden,
and ends with status 1 where any answer was a 5xx or not as the document says.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

SOME_PLAN, SOME_MEASURE, SOME_NODE = "taipei-public-library", "event_attendance", "AC1"
KNOWN = {"plan": SOME_PLAN, "measure": SOME_MEASURE, "node": SOME_NODE}
"""What paths name in half of the cases, so that questions reach the store."""


class Thrown:
    """What came of the cases: how many by operation and status, and the first failures in words."""

    def __init__(self) -> None:
        self.by_status: Counter[tuple[str, int]] = Counter()
        self.failures: list[str] = []

    @property
    def count(self) -> int:
        return self.by_status.total()


def throw(document: Mapping[str, Any], application: Any, secret: str, cases: int, seed: int = 0) -> Thrown:
    """Throw about `cases` cases at a WSGI application, each operation alike, allowed and forbidden ones in turn."""
    import schemathesis
    from schemathesis import GenerationMode

    schema = schemathesis.openapi.from_dict(dict(document))
    schema.app = application
    thrown = Thrown()
    operations: list[Any] = [one.ok() for one in list[Any](schema.get_all_operations())]
    each = max(1, cases // (len(operations) * 4))
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            for known in ({}, KNOWN):
                _throw(operation, mode, known, each, secret, thrown, seed)
    return thrown


def _throw(
    operation: Any, mode: Any, known: Mapping[str, str], each: int, secret: str, thrown: Thrown, seed: int
) -> None:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from hypothesis.errors import Unsatisfiable

    named = {name: value for name, value in known.items() if "{" + name + "}" in operation.path}
    strategy = operation.as_strategy(generation_mode=mode, path_parameters=named or None)

    @seeded(seed)
    @settings(
        max_examples=each,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def one(case: Any) -> None:
        judge(case, operation, secret, thrown)

    with suppress(Unsatisfiable):  # where everything is given, nothing can be forbidden
        one()


def judge(case: Any, operation: Any, secret: str, thrown: Thrown) -> None:
    """Send one case, and note what is wrong with the answer."""
    from schemathesis.checks import not_a_server_error
    from schemathesis.core.failures import FailureGroup
    from schemathesis.specs.openapi import checks

    case.headers = {**(case.headers or {}), "Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
    answer = case.call()
    thrown.by_status[operation.path, answer.status_code] += 1
    try:
        case.validate_response(
            answer,
            checks=[
                not_a_server_error,
                checks.status_code_conformance,
                checks.content_type_conformance,
                checks.response_headers_conformance,
                checks.response_schema_conformance,
                checks.negative_data_rejection,
            ],
        )
    except FailureGroup as group:
        thrown.failures += [f"{operation.path} {case.query} {failure}"[:600] for failure in group.exceptions]


def told(thrown: Thrown) -> Iterator[str]:
    """What came of it, in lines."""
    for (path, status), count in sorted(thrown.by_status.items()):
        yield f"{count:7}  {status}  {path}"
    yield f"{thrown.count:7} cases, {len(thrown.failures)} failures"
    yield from thrown.failures[:20]


def main(arguments: list[str]) -> int:
    """Make a store, throw, tell."""
    cases = int(arguments[0]) if arguments else 50_000
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "OPENSCORECARD_HOME": f"{home}/home",
            "OPENSCORECARD_API_A_MINUTE": "1000000",
            "DJANGO_SETTINGS_MODULE": "openscorecard.config.settings",
        }
        secret = _store()
        from openscorecard.api.document import document
        from openscorecard.config.wsgi import application

        began = time.monotonic()
        thrown = throw(document(), application, secret, cases, seed=int(time.time()))
        print("\n".join(told(thrown)))
        print(f"{time.monotonic() - began:.0f} s")
    return 1 if thrown.failures else 0


def _store() -> str:
    """The example with a few rows counted, and a token that reads all."""
    import logging
    import subprocess

    import django

    command = [sys.executable, "-m", "openscorecard"]
    for step in (["example", "load", "--scale", "1/2000"], ["measure", "--through", "2025-12"]):
        subprocess.run([*command, *step], check=True, stdout=subprocess.DEVNULL)
    django.setup()
    logging.disable(logging.WARNING)
    from django.utils import timezone

    from openscorecard.actions.people import add_person
    from openscorecard.actions.tokens.making import create_token
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.domain.people.tokens import SCOPES

    now = timezone.now()
    add_person("throws", role="reader", password=os.urandom(16).hex(), by=SYSTEM, now=now)
    return create_token("cases", SCOPES, owner="throws", by=SYSTEM, now=now).secret


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
