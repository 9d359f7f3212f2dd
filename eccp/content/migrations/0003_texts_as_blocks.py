"""Write the bodies of plain pages, and of their earlier versions, as one block of text each."""

import json
from uuid import uuid4

from django.db import migrations


def as_blocks(html: str) -> str:
    """One block of text with the whole body; nothing where there is none, and blocks stay as they are."""
    if not html:
        return "[]"
    if html.startswith("["):
        return html
    return json.dumps([{"type": "text", "value": html, "id": str(uuid4())}])


def as_text(blocks: str) -> str:
    """The text of all blocks of text."""
    if not blocks.startswith("["):
        return blocks
    return "".join(block["value"] for block in json.loads(blocks) if block["type"] == "text")


def write(apps, turn) -> None:
    text_page = apps.get_model("content", "TextPage")
    for page in text_page.objects.all():
        text_page.objects.filter(pk=page.pk).update(body=turn(page.body))
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for revision in revisions.filter(content_type__app_label="content", content_type__model="textpage"):
        if "body" in revision.content:
            revision.content["body"] = turn(revision.content["body"])
            revision.save(update_fields=["content"])


def forwards(apps, schema_editor) -> None:
    write(apps, as_blocks)


def backwards(apps, schema_editor) -> None:
    write(apps, as_text)


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_page_of_a_service"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
