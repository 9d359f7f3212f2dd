"""The pages that an installation starts with. Editors change them afterwards; nothing is put back."""

from django.db import transaction
from wagtail.models import Page, Site

from eccp.content.models import HomePage, TextPage
from eccp.content.texts import HOME, PAGES


@transaction.atomic
def ensure_pages() -> None:
    """Make the home page, the site and the plain pages where they are missing; may be run again."""
    home = HomePage.objects.first()
    if home is None:
        for welcome in Page.get_first_root_node().get_children().filter(slug=HOME["slug"]):
            welcome.delete()
        home = Page.get_first_root_node().add_child(instance=HomePage(**HOME))
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="localhost", port=80
    )
    if site.root_page_id != home.pk:
        site.root_page = Page.objects.get(pk=home.pk)
        site.site_name = "European Cluster Collaboration Platform"
        site.save()
    there = set(home.get_children().values_list("slug", flat=True))
    for page in PAGES:
        if page["slug"] not in there:
            home.add_child(instance=TextPage(**page))
