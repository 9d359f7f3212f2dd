"""Making the pages of partnership programmes that are missing, with the figures that were published of each.

What is there is never changed. A page that an editor deleted comes back; one that is unpublished stays away.
"""

import json
from pathlib import Path

from django.db import transaction
from wagtail.models import Locale

from eccp.content.models import Generation, ProgrammePage, SectionPage
from eccp.reference.models import Scheme, Term

FACTS = Path(__file__).parent / "data" / "partnership_programmes.json"


@transaction.atomic
def ensure_programmes() -> list[ProgrammePage]:
    """Make a page for each programme of the reference file whose term is loaded and that has none.

    Without the section of programmes there is nowhere to put them, and nothing is made.
    """
    shows = SectionPage.Shows.PROGRAMMES
    section = SectionPage.objects.filter(shows=shows, locale=Locale.get_default()).order_by("path").first()
    if section is None:
        return []
    there = ProgrammePage.objects.filter(locale=section.locale_id).values("strand")
    strands = {term.code: term for term in Term.objects.of(Scheme.PARTNERSHIP_STRAND).exclude(pk__in=there)}
    made = []
    for facts in json.loads(FACTS.read_text(encoding="utf-8")):
        if strand := strands.get(facts["strand"]):
            page = ProgrammePage(
                title=facts["title"],
                slug=facts["slug"],
                strand=strand,
                lead=facts["lead"],
                body=json.dumps([{"type": "text", "value": facts["about"]}]),
                generations=[
                    Generation(sort_order=order, **one) for order, one in enumerate(facts["generations"])
                ],
            )
            made.append(section.add_child(instance=page))
    return made
