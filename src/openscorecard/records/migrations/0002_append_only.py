"""Audit entries and revisions are only ever added: triggers refuse the rest."""

from django.db import migrations

from openscorecard.records.triggers import append_only, undo

GUARDED = {"records_auditentry": (), "records_revision": (("edition_id", "number"),)}


def guard(apps, schema_editor):
    for table, unique in GUARDED.items():
        for statement in append_only(schema_editor.connection.vendor, table, *unique):
            schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    for table in GUARDED:
        for statement in undo(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_records")]
    operations = [migrations.RunPython(guard, unguard)]
