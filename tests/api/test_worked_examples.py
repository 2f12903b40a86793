"""The examples of the manual work: those of Python and curl are run, addresses of the others are in the document."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

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


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def served(command: list[str], folder: Path, environ: dict[str, str]) -> str:
    """What a command says while this very thread serves the site, so that it sees the store of the test."""
    from openscorecard.config.wsgi import application

    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
        server.timeout = 0.1
        place = f"http://127.0.0.1:{server.server_port}"
        given = [part.replace(SITE, place) for part in command]
        running = subprocess.Popen(given, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        while running.poll() is None:
            server.handle_request()
        said = running.communicate()[0].decode()
    assert running.returncode == 0, said
    return said


@pytest.mark.django_db
def test_python_and_curl_read_a_running_site(aims: None, one_connection: None, tmp_path: Path) -> None:
    owner = Person.objects.create(username="reads", role="reader")
    secret = create_token("t", SCOPES, owner=owner.username, by=SYSTEM, now=timezone.now()).secret
    environ = {**os.environ, "TOKEN": secret, "no_proxy": "127.0.0.1"}
    said = served([sys.executable, "-c", fences(MANUALS[0], "python")[0]], tmp_path, environ)
    assert "BC1.1" in said
    assert shutil.which("curl"), "curl is needed"
    served(["bash", "-c", fences(MANUALS[0], "bash")[0]], tmp_path, environ)
    lines = (tmp_path / "scores.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("plan,period,as_of,code")
    assert len(lines) > 30
