"""Batches that update: correct by key, add, and speak for their days."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0005_figures'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='batch',
            name='batch_mode',
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('mode__in', ('append', 'replace', 'correct', 'update'))), name='batch_mode'),
        ),
    ]
