"""Entries know the role in which something was done, and are found by time, person, verb and role."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_first'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='logentry',
            options={'default_permissions': ('view',), 'ordering': ['at', 'pk'], 'verbose_name': 'entry of the log', 'verbose_name_plural': 'entries of the log'},
        ),
        migrations.AddField(
            model_name='logentry',
            name='role',
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AlterField(
            model_name='logentry',
            name='by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='logentry',
            index=models.Index(fields=['at', 'id'], name='log_by_time'),
        ),
        migrations.AddIndex(
            model_name='logentry',
            index=models.Index(fields=['by', 'at', 'id'], name='log_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='logentry',
            index=models.Index(fields=['verb', 'at', 'id'], name='log_of_a_verb'),
        ),
        migrations.AddIndex(
            model_name='logentry',
            index=models.Index(fields=['role', 'at', 'id'], name='log_of_a_role'),
        ),
    ]
