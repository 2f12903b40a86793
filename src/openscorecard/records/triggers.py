"""Triggers that keep a table append-only, in the words of each database; a migration installs them."""

from __future__ import annotations

REFUSED = "rows of this table are only ever added"


def append_only(vendor: str, table: str, *unique: tuple[str, ...]) -> list[str]:
    """The statements that make `table` refuse UPDATE, DELETE, TRUNCATE and REPLACE.

    `unique` are its unique columns: SQLite's REPLACE takes rows away through them without asking other triggers.
    """
    return _postgresql(table) if vendor == "postgresql" else _sqlite(table, unique)


def _sqlite(table: str, unique: tuple[tuple[str, ...], ...]) -> list[str]:
    refuse = f"SELECT RAISE(ABORT, '{table}: {REFUSED}');"
    taken = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE {_same(names)})"  # noqa: S608 -- names of our own tables
        for names in (("id",), *unique)
    )
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse} END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse} END",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} BEGIN {refuse} END",
    ]


def kept(vendor: str, table: str, columns: tuple[str, ...]) -> list[str]:
    """The statements that make `table` refuse DELETE, TRUNCATE and any change of `columns`; others may change."""
    named = ", ".join(columns)
    if vendor == "postgresql":
        function, deletes = f"{table}_refuse", _postgresql(table)
        changes = f"BEFORE UPDATE OF {named} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
        gone = f"BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
        return [
            deletes[0],
            f"CREATE TRIGGER {table}_no_change {changes}",
            f"CREATE TRIGGER {table}_no_delete {gone}",
            deletes[2],
        ]
    refuse = f"SELECT RAISE(ABORT, '{table}: {REFUSED}');"
    held = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 -- our own table
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {named} ON {table} BEGIN {refuse} END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse} END",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {held} BEGIN {refuse} END",
    ]


def _same(names: tuple[str, ...]) -> str:
    return " AND ".join(f"{name} = NEW.{name}" for name in names)


def _postgresql(table: str) -> list[str]:
    function = f"{table}_refuse"
    return [
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table}: {REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
    ]


def undo(vendor: str, table: str) -> list[str]:
    """The statements that take the triggers away again."""
    if vendor == "postgresql":
        names = (f"{table}_no_change", f"{table}_no_delete", f"{table}_no_truncate")
        drops = [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name in names]
        return [*drops, f"DROP FUNCTION IF EXISTS {table}_refuse()"]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{what}" for what in ("update", "delete", "replace")]
