import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import eccp.organisations.models.parts
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0001_first'),
        ('organisations', '0001_first'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=120, storage=eccp.organisations.models.parts.private_storage, unique=True, upload_to='')),
                ('name', models.CharField(max_length=100)),
                ('kind', models.CharField(max_length=10)),
                ('size', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last stored')),
            ],
            options={
                'verbose_name': 'block',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('up_to', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.AlterModelOptions(
            name='thread',
            options={'ordering': ['-last_message_at', '-pk']},
        ),
        migrations.AddField(
            model_name='message',
            name='token',
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name='thread',
            name='closed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='thread',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='thread',
            name='last_message_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name='thread',
            name='starter',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='threads_begun', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='thread',
            name='starter_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='threads_begun', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='thread',
            name='with_organisation',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='thread',
            name='with_platform',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='message',
            name='side',
            field=models.CharField(choices=[('platform', 'the platform'), ('organisation', 'the organisation'), ('sender', 'the sender')], max_length=12),
        ),
        migrations.AlterField(
            model_name='thread',
            name='about',
            field=models.CharField(choices=[('validation', 'validation'), ('contact', 'contact'), ('error', 'error in a profile')], max_length=20),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['by', 'at'], name='messages_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='thread',
            index=models.Index(fields=['-last_message_at', '-id'], name='threads_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(condition=models.Q(('token', ''), _negated=True), fields=('by', 'token'), name='what_is_sent_twice_is_said_once'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.CheckConstraint(condition=models.Q(('with_organisation', True), ('with_platform', True), _connector='OR'), name='somebody_is_written_to'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.CheckConstraint(condition=models.Q(('starter_for', None), ('starter__isnull', False), _connector='OR'), name='who_speaks_for_is_somebody'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.CheckConstraint(condition=models.Q(('starter_for', None), models.Q(('starter_for', models.F('organisation')), _negated=True), _connector='OR'), name='nobody_writes_to_oneself'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.UniqueConstraint(condition=models.Q(('about', 'contact'), ('closed_at', None), ('starter_for__isnull', False)), fields=('organisation', 'starter_for'), name='one_open_contact_of_two_organisations'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.UniqueConstraint(condition=models.Q(('about', 'contact'), ('closed_at', None), ('starter_for', None)), fields=('organisation', 'starter'), name='one_open_contact_of_a_person'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='message',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='conversations.message'),
        ),
        migrations.AddField(
            model_name='block',
            name='blocked_organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='block',
            name='blocked_person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='block',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='block',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='block',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reading',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reading',
            name='thread',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='conversations.thread'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('person__isnull', False)), models.Q(('organisation__isnull', False), ('person', None)), _connector='OR'), name='a_block_belongs_to_one'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(('blocked_organisation__isnull', False), ('blocked_person__isnull', False), _connector='OR'), name='a_block_is_against_somebody'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('organisation', 0), django.db.models.functions.comparison.Coalesce('person', 0), django.db.models.functions.comparison.Coalesce('blocked_organisation', 0), django.db.models.functions.comparison.Coalesce('blocked_person', 0), name='a_block_once'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('thread', 'person'), name='a_person_reads_up_to_one_place'),
        ),
    ]
