"""The outbox of changes: what the search index must read again."""

from collections.abc import Iterable

from django.db import models

from eccp.core.models import Change, kind_of


def changed(instance: models.Model) -> None:
    """Note that a row changed, in the transaction that changes it: no change is lost, none is seen early."""
    Change.objects.create(kind=kind_of(instance), object_id=instance.pk)


def changed_many(model: type[models.Model], ids: Iterable[int]) -> None:
    """Note that many rows of one model changed."""
    kind = kind_of(model)
    Change.objects.bulk_create([Change(kind=kind, object_id=pk) for pk in ids], batch_size=1000)
