"""The example's rows at a small scale, made once for all tests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from openscorecard.engines.example.pieces import pieces
from openscorecard.engines.example.recipe import Piece, Recipe
from openscorecard.engines.rows.digest import canonical, digest
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.example.figures import row_figures, row_shapes

SMALL = Fraction(1, 5000)


def recipe(scale: Fraction = SMALL, seed: int = 0) -> Recipe:
    figures = row_figures()
    return Recipe(seed or int(figures["seed"]), scale, figures, row_shapes())


@cache
def made(scale: Fraction = SMALL) -> tuple[tuple[Piece, pa.Table], ...]:
    """Every piece with its rows."""
    return tuple((piece, piece.made()) for piece in pieces(recipe(scale), standard_datasets()))


@cache
def tables(scale: Fraction = SMALL) -> Mapping[str, pa.Table]:
    """The rows of every dataset."""
    found: dict[str, list[pa.Table]] = {}
    for piece, table in made(scale):
        found.setdefault(piece.dataset.name, []).append(table)
    return {name: pa.concat_tables(parts) for name, parts in found.items()}


def asked(statement: str, given: Mapping[str, pa.Table] | None = None) -> list[tuple[Any, ...]]:
    """What a statement over the datasets finds; days are those of Taipei."""
    with duckdb.connect(":memory:", config={"threads": 2}) as connection:
        connection.execute("SET TimeZone='Asia/Taipei'")
        for name, table in (given or tables()).items():
            connection.register(name, table)
        return connection.sql(statement).fetchall()


def one(statement: str) -> Any:
    return asked(statement)[0][0]


def names(wanted: Sequence[tuple[Piece, pa.Table]]) -> Iterator[str]:
    """The name of each piece by its content."""
    for piece, table in wanted:
        yield digest(canonical(table, piece.dataset.time_field), piece.dataset.name, piece.name)


def name_of_all(wanted: Sequence[tuple[Piece, pa.Table]]) -> str:
    return hashlib.sha256("".join(names(wanted)).encode()).hexdigest()
