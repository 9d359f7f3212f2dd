"""Say of the threads that are there already who takes part, and how far their people have read."""

from django.conf import settings
from django.db import migrations
from django.db.models import Max


def know_their_sides(apps, schema_editor):
    """All of them are about validation; those of claims belong to the claimant, not to the organisation."""
    thread, message, reading = (
        apps.get_model("conversations", name) for name in ("Thread", "Message", "Reading")
    )
    application = apps.get_model("validation", "Application")
    representative = apps.get_model("organisations", "Representative")
    thread.objects.filter(about="validation").update(with_platform=True)
    for row in application.objects.filter(kind="claim").iterator():
        thread.objects.filter(pk=row.thread_id).update(with_organisation=False, starter=row.submitted_by_id)
        message.objects.filter(thread=row.thread_id, side="organisation").update(side="sender")
    said = thread.objects.annotate(last_at=Max("messages__at"), last=Max("messages__pk"))
    for row in said.filter(last__isnull=False).order_by("pk").iterator():
        thread.objects.filter(pk=row.pk).update(last_message_at=row.last_at)
        people = {row.starter_id} if row.starter_id else set()
        if row.with_organisation:
            rows = representative.objects.filter(organisation=row.organisation_id)
            people |= set(rows.values_list("person_id", flat=True))
        reading.objects.bulk_create(
            reading(thread_id=row.pk, person_id=person, up_to=row.last) for person in sorted(people)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0002_sides_files_reading_blocks"),
        ("organisations", "0001_first"),
        ("validation", "0001_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(know_their_sides, migrations.RunPython.noop)]
