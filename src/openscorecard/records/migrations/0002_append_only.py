"""Audit entries and revisions are only ever added: triggers refuse the rest."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from openscorecard.records.triggers import append_only, undo

GUARDED: dict[str, tuple[tuple[str, ...], ...]] = {"records_auditentry": (), "records_revision": (("edition_id", "number"),)}


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, unique in GUARDED.items():
        for statement in append_only(schema_editor.connection.vendor, table, *unique):
            schema_editor.execute(statement, params=None)


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in GUARDED:
        for statement in undo(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_records")]
    operations = [migrations.RunPython(guard, unguard)]
