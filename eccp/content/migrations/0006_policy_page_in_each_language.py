import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0005_contributions_on_their_way"),
        ("reference", "0003_hub_terms"),
    ]

    operations = [
        migrations.AlterField(
            model_name="policyareapage",
            name="term",
            field=models.ForeignKey(
                limit_choices_to={"scheme__in": ["policy_area", "ecosystem"]},
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reference.term",
                verbose_name="policy area or ecosystem",
            ),
        ),
    ]
