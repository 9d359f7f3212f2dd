"""What editors may do in the back office. Administrators may do the same, beside what is theirs alone.

Pages of every language hang below the root, so that a language that is added later is theirs too. They delete
single pages, never a page with others below it: a whole section goes only when it was emptied first.
"""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from eccp.accounts.roles import ADMINISTRATORS, EDITORS

CONTRIBUTED = "Contributions of members"
ON_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
ON_FILES = (
    *(("wagtailimages", f"{verb}_image") for verb in ("add", "change", "choose")),
    *(("wagtaildocs", f"{verb}_document") for verb in ("add", "change", "choose")),
)
BESIDES = (
    ("wagtailadmin", "access_admin"),
    ("wagtailcore", "add_locale"),
    ("simple_translation", "submit_translation"),
    *(("wagtailredirects", f"{verb}_redirect") for verb in ("add", "change", "delete")),
)


def ensure_editors() -> None:
    """Give both groups what they need for pages, pictures, documents and redirects; may be run again."""
    root, files = Page.get_first_root_node(), Collection.get_first_root_node()
    contributed()
    for name in (EDITORS, ADMINISTRATORS):
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(*(_permission(app, code) for app, code in BESIDES))
        for code in ON_PAGES:
            GroupPagePermission.objects.get_or_create(
                group=group, page=root, permission=_permission("wagtailcore", code)
            )
        for app, code in ON_FILES:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=files, permission=_permission(app, code)
            )


def contributed() -> Collection:
    """The collection in which pictures stand that members sent, apart from the editors' own."""
    root = Collection.get_first_root_node()
    found: Collection | None = root.get_children().filter(name=CONTRIBUTED).first()
    return found or root.add_child(name=CONTRIBUTED)


def _permission(app: str, code: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=code)
