"""A site running as a person runs it: a process of its own on a store of its own."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
START_WITHIN = 30  # seconds
TRIES = 3  # somebody else may take a free port first


@dataclass
class Site:
    """A running site. `python` runs code in it, `person` makes an account and gives its password."""

    home: Path
    address: str = ""
    server: subprocess.Popen[bytes] | None = None
    environ: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keep = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.environ = keep | {
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "openscorecard.config.settings",
            "OPENSCORECARD_HOME": str(self.home),
            "OPENSCORECARD_SEAL": str(self.home.with_name(f"{self.home.name}-seal")),
        }

    def run(self, *command: str) -> str:
        """Run `python COMMAND` in the site's environment; its standard output."""
        done = subprocess.run([sys.executable, *command], env=self.environ, capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def python(self, code: str) -> str:
        """Run Python code with the site set up; what it prints."""
        return self.run("-c", f"import django\ndjango.setup()\n{code}")

    def person(self, name: str, role: str = "reader") -> str:
        """Make an account of `role`; its password."""
        password = secrets.token_urlsafe(12)
        self.python(
            "from django.contrib.auth import get_user_model as model\n"
            f"model().objects.create_user({name!r}, password={password!r}, role={role!r})"
        )
        return password

    def prepare(self) -> None:
        """Make the store and collect the static files, as a first start does."""
        self.run("-m", "django", "migrate", "--verbosity=0")
        self.run("-m", "django", "collect_site_files")

    def start(self) -> None:
        """Serve on a free port of the loopback."""
        for _ in range(TRIES):
            self._serve()
            if self._answers():
                return
        raise AssertionError(f"the server ended {TRIES} times while starting")

    def _serve(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "gunicorn", "--workers=1", "--threads=4", "--log-level=error"]
        command += ["--no-control-socket", f"--bind=127.0.0.1:{port}", "openscorecard.config.wsgi:application"]
        self.server = subprocess.Popen(command, env=self.environ, cwd=ROOT)

    def _answers(self) -> bool:
        """Wait for the first answer; False where the server ended instead."""
        assert self.server is not None
        for _ in range(START_WITHIN * 10):
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5):
                    return self.server.poll() is None
            except (urllib.error.URLError, ConnectionError, TimeoutError):  # a busy machine answers late
                if self.server.poll() is not None:
                    return False
                time.sleep(0.1)
        raise AssertionError(f"the site did not answer within {START_WITHIN} s")

    def stop(self) -> None:
        """End the server."""
        if self.server is not None:
            self.server.terminate()
            self.server.wait(20)


def arrive(page: Any, act: Callable[[], object]) -> None:
    """Do what leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        act()


def running(prepared: Path, folder: Path) -> Iterator[Site]:
    """A site on a copy of the home `prepared`, stopped afterwards."""
    home = folder / "home"
    shutil.copytree(prepared, home)
    site = Site(home)
    site.start()
    try:
        yield site
    finally:
        site.stop()
