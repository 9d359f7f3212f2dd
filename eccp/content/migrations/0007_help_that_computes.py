"""A help page may show what the platform computes below its text."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0006_policy_page_in_each_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="helppage",
            name="adds",
            field=models.CharField(
                blank=True,
                choices=[("criteria", "the criteria of every profile type")],
                help_text="It is made from the rules that the platform applies, so that help never says otherwise.",
                max_length=20,
                verbose_name="what the platform adds below",
            ),
        ),
    ]
