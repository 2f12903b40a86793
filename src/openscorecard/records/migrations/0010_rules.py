from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from openscorecard.records.triggers import append_only, undo

RULES = "records_rulesrecord"


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in append_only(schema_editor.connection.vendor, RULES, ("strategy", "version")):
        schema_editor.execute(statement, params=None)


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in undo(schema_editor.connection.vendor, RULES):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0009_scores'),
    ]

    operations = [
        migrations.CreateModel(
            name='RulesRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('strategy', models.CharField(max_length=100)),
                ('version', models.PositiveIntegerField()),
                ('content', models.JSONField(default=dict)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('strategy', 'version'),
                'constraints': [models.UniqueConstraint(fields=('strategy', 'version'), name='rules_once')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
