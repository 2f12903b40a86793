"""Datasets, their batches, and remembered mappings of columns."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='DatasetState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
                ('version', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dataset', models.CharField(max_length=100)),
                ('head', models.CharField(max_length=64)),
                ('mapping', models.JSONField()),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('dataset', 'head'),
                'constraints': [models.UniqueConstraint(fields=('dataset', 'head'), name='mapping_once')],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('mode', models.CharField(max_length=10)),
                ('state', models.CharField(choices=[('current', 'Current'), ('superseded', 'Superseded'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('files', models.JSONField(default=list)),
                ('mapping', models.JSONField(default=dict)),
                ('rows_read', models.PositiveBigIntegerField()),
                ('rows_stored', models.PositiveBigIntegerField()),
                ('rows_rejected', models.PositiveBigIntegerField(default=0)),
                ('rejects', models.JSONField(default=list)),
                ('rejects_file', models.CharField(blank=True, max_length=64)),
                ('covers_from', models.DateField()),
                ('covers_to', models.DateField()),
                ('example', models.BooleanField(default=False)),
                ('columns', models.JSONField(default=list)),
                ('parts', models.JSONField(default=list)),
                ('note', models.TextField(blank=True)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('withdrawn_by', models.CharField(blank=True, max_length=150)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('superseded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='records.batch')),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='records.datasetstate')),
            ],
            options={
                'ordering': ('dataset_id', 'number'),
                'indexes': [models.Index(fields=['dataset', 'state'], name='batch_by_state')],
                'constraints': [models.UniqueConstraint(fields=('dataset', 'number'), name='batch_once'), models.CheckConstraint(condition=models.Q(('mode__in', ('append', 'replace', 'correct'))), name='batch_mode'), models.CheckConstraint(condition=models.Q(('state__in', ('current', 'superseded', 'withdrawn'))), name='batch_state'), models.CheckConstraint(condition=models.Q(('covers_to__gte', models.F('covers_from'))), name='batch_covers')],
            },
        ),
    ]
