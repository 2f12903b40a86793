"""`openscorecard token`: made, told once and alone, listed, revoked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_action_plan_commands import ROOT, ran, shape

SCOPES = ("--scope", "plans:read", "--scope", "figures:read")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("home")
    for name in ("reader", "editor"):
        command = [sys.executable, "-m", "openscorecard", "user", "add", name, "--role", name]
        home = {"OPENSCORECARD_HOME": str(found / "home"), "OPENSCORECARD_SEAL": str(found / "seal")}
        environ = {**os.environ, **home, "PYTHONPATH": str(ROOT / "src")}
        environ.pop("DATABASE_URL", None)
        subprocess.run(command, env=environ, input="correct horse battery\n", text=True, check=True, cwd=found)
    return found


def test_a_token_is_made_listed_and_revoked(place: Path) -> None:
    owner = ("--owner", "reader")
    secret = ran(place, "token", "create", "月報表", *SCOPES, *owner).splitlines()[-1]
    assert secret.startswith("oscp_")
    service = ran(place, "token", "create", "平臺", *SCOPES, *owner, "--service").splitlines()[-1]
    assert service.startswith("oscs_")
    rows = {row["name"]: row for row in shape(place, "token", "list")}
    assert rows["月報表"]["scopes"] == ["plans:read", "figures:read"]
    assert (rows["平臺"]["kind"], rows["平臺"]["owner"], rows["平臺"]["state"]) == ("service", "reader", "active")
    assert secret not in ran(place, "token", "list")
    ran(place, "token", "revoke", str(rows["月報表"]["id"]))
    assert "revoked" in ran(place, "token", "list")


def test_what_cannot_be_is_told(place: Path) -> None:
    for words, code in (
        (("create", "a", *SCOPES), "unknown-person"),
        (("create", "", *SCOPES, "--owner", "reader"), "unfit-token-name"),
        (("create", "a", "--scope", "all", "--owner", "reader"), "unfit-scopes"),
        (("create", "a", *SCOPES, "--owner", "reader", "--until", "2020-01-01"), "unfit-expiry"),
        (("create", "a", *SCOPES, "--user", "reader", "--service"), "denied"),
        (("create", "a", *SCOPES, "--user", "reader", "--owner", "editor"), "denied"),
        (("list", "--user", "reader"), "denied"),
        (("revoke", "999"), "unknown-token"),
    ):
        assert code in ran(place, "token", *words, status=1)
