"""The store behind the command line: made ready on first use; who acts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from openscorecard.cli.speaking import language, say

if TYPE_CHECKING:
    from openscorecard.actions.acting import Source
    from openscorecard.domain.people.readers import Reader


def open_store() -> None:
    """Start Django and bring the store to this version's tables; a new home is made empty."""
    import django
    from django.utils import translation

    django.setup()
    translation.activate("zh-hant" if language() == "zh-Hant" else "en")
    from openscorecard.actions.preparing import prepare_store

    prepare_store()


def now() -> datetime:
    """The present moment, read here at the door and passed down."""
    return datetime.now(UTC)


def acting(user: str) -> Reader:
    """Who acts: the account named by `--user`, else the system account. Raises UnknownPerson."""
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.people import reader_named

    return reader_named(user) if user else SYSTEM


def source() -> Source:
    """Where acts of the command line come from, for the audit trail."""
    from openscorecard.actions.acting import Source

    return Source("cli")


@contextmanager
def working(zh: str, en: str) -> Iterator[None]:
    """A line on the terminal while something takes its time; silent where nobody watches."""
    watched = sys.stderr.isatty()
    if watched:
        click.echo(say(zh, en) + " …", err=True, nl=False)
    yield
    if watched:
        click.echo(" ✓", err=True)
