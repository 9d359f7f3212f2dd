from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0004_partners_as_rows'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='partnershipdetails',
            name='coordinator',
        ),
        migrations.RemoveField(
            model_name='partnershipdetails',
            name='partners',
        ),
    ]
