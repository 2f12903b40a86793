"""Sources and their runs; batches say which source brought them."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from openscorecard.records.triggers import append_only, undo

_RUNS = 'records_sourcerun'


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in append_only(schema_editor.connection.vendor, _RUNS):
        schema_editor.execute(statement, params=None)


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in undo(schema_editor.connection.vendor, _RUNS):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0006_mode_update'),
    ]

    operations = [
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(max_length=100, unique=True)),
                ('name_zh', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(max_length=40)),
                ('datasets', models.JSONField(default=list)),
                ('settings', models.JSONField(default=dict)),
                ('schedule', models.CharField(blank=True, max_length=60)),
                ('active', models.BooleanField(default=True)),
                ('watermark', models.JSONField(default=dict)),
                ('found', models.JSONField(default=dict)),
                ('last_run_at', models.DateTimeField(null=True)),
                ('last_done_at', models.DateTimeField(null=True)),
                ('last_fault', models.JSONField(null=True)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.CharField(max_length=150)),
                ('deleted_at', models.DateTimeField(null=True)),
                ('deleted_by', models.CharField(blank=True, max_length=150)),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddField(
            model_name='batch',
            name='origin',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.CreateModel(
            name='SourceRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField()),
                ('by', models.CharField(max_length=150)),
                ('rows', models.PositiveBigIntegerField(default=0)),
                ('batches', models.JSONField(default=list)),
                ('fault', models.JSONField(null=True)),
                ('remarks', models.JSONField(default=list)),
                ('watermark_before', models.JSONField(default=dict)),
                ('watermark_after', models.JSONField(default=dict)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='records.source')),
            ],
            options={
                'ordering': ('-id',),
                'indexes': [models.Index(fields=['source', '-id'], name='run_by_source')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
