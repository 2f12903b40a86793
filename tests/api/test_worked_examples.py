"""The examples of the manual work: those of Python and curl are run, addresses of the others are in the document."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from openscorecard.actions.tokens.making import create_token
from openscorecard.api.document import document
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.people.tokens import SCOPES
from openscorecard.records.models import Person

MANUALS = [Path(__file__).parents[2] / "docs" / "manual" / language / "api.md" for language in ("en", "zh-TW")]
SITE = "https://scorecard.example"


def fences(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S)


def test_both_manuals_have_the_same_examples() -> None:
    english, chinese = (re.findall(r"^```.*?^```", one.read_text(encoding="utf-8"), re.M | re.S) for one in MANUALS)
    assert english == chinese
    assert [len(fences(MANUALS[0], kind)) for kind in ("bash", "python", "m")] == [1, 1, 2]


@pytest.mark.parametrize("number", [0, 1])
def test_queries_in_m_ask_what_the_document_knows(number: int) -> None:
    said = fences(MANUALS[0], "m")[number]
    (relative,) = re.findall(r'RelativePath = "([^"]+)"', said)
    path = re.sub(r"/plans/[^/]+/", "/plans/{plan}/", f"/{relative}")
    known = {one["name"] for one in document()["paths"][path]["get"]["parameters"]}
    (query,) = re.findall(r"Query = \[(.*?)\]", said, re.S)
    assert set(re.findall(r"(\w+) = ", query)) <= known
    columns = document()["components"]["schemas"]["ObservationsRow" if number else "ScoresRow"]["properties"]
    typed = re.findall(r'\{"(\w+)", type', said)
    assert typed
    assert set(typed) <= set(columns)
    assert said.count("(") == said.count(")")
    assert said.count("[") == said.count("]")


@pytest.mark.django_db(transaction=True)
def test_python_and_curl_read_a_running_site(aims: None, live_server: Any, tmp_path: Path) -> None:
    owner = Person.objects.create(username="reads", role="reader")
    secret = create_token("t", SCOPES, owner=owner.username, by=SYSTEM, now=timezone.now()).secret
    environ = {**os.environ, "TOKEN": secret}
    for path in MANUALS:
        code = fences(path, "python")[0].replace(SITE, live_server.url)
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "BC1.1" in done.stdout
    curl = shutil.which("curl")
    assert curl, "curl is needed"
    command = fences(MANUALS[0], "bash")[0].replace(SITE, live_server.url)
    subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environ, check=True)
    lines = (tmp_path / "scores.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("plan,period,as_of,code")
    assert len(lines) > 30
