"""Periods that were published or withdrawn: a table of deeds, only ever added."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from openscorecard.records.triggers import append_only, undo

TABLE, UNIQUE = "records_publishingrecord", ("strategy", "period", "version")


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in append_only(schema_editor.connection.vendor, TABLE, UNIQUE):
        schema_editor.execute(statement, params=None)


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in undo(schema_editor.connection.vendor, TABLE):
        schema_editor.execute(statement, params=None)



class Migration(migrations.Migration):

    dependencies = [
        ('records', '0011_variation'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishingRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('strategy', models.CharField(max_length=100)),
                ('period', models.CharField(max_length=10)),
                ('version', models.PositiveIntegerField()),
                ('act', models.CharField(choices=[('published', 'Published'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('revision', models.PositiveIntegerField(null=True)),
                ('content', models.JSONField(default=dict)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('strategy', 'period', 'version'),
                'constraints': [models.UniqueConstraint(fields=('strategy', 'period', 'version'), name='publishing_once'), models.CheckConstraint(condition=models.Q(('act__in', ('published', 'withdrawn'))), name='publishing_act')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
