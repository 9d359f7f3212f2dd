"""The platform's roles as groups of permissions. Each room names what its doors ask for."""

from django.contrib.auth.models import Group, Permission

VALIDATORS = "Validators"
EDITORS = "Editors"
ADMINISTRATORS = "Administrators"

# What profiles refer to is retired by its date, never deleted; the rest may go.
KEPT = (
    ("reference", "term"),
    ("reference", "country"),
    ("reference", "programme"),
    ("reference", "service"),
)
PASSING = (
    ("reference", "participation"),
    ("reference", "accessexception"),
    ("reference", "closingday"),
    ("validation", "notetemplate"),
    ("figures", "entry"),
)

# Permissions by group: app label and code. Wagtail's own page permissions belong to content.
GRANTS: dict[str, tuple[tuple[str, str], ...]] = {
    VALIDATORS: (("validation", "judge_application"),),
    EDITORS: (
        ("wagtailadmin", "access_admin"),
        ("wagtailcore", "add_locale"),
        ("simple_translation", "submit_translation"),
    ),
    ADMINISTRATORS: (
        ("wagtailadmin", "access_admin"),
        *((app, f"{verb}_{model}") for app, model in KEPT for verb in ("add", "change", "view")),
        *((app, f"{verb}_{model}") for app, model in PASSING for verb in ("add", "change", "view", "delete")),
        ("accounts", "change_user"),
        ("accounts", "view_user"),
        ("accounts", "erase_user"),
        ("accounts", "change_retentionperiod"),
        ("accounts", "view_retentionperiod"),
        ("core", "view_logentry"),
        ("notices", "view_outgoingmail"),
        ("notices", "change_outgoingmail"),
    ),
}


def ensure_roles() -> None:
    """Make the groups and give them their permissions; may be run again."""
    for name, grants in GRANTS.items():
        group, _made = Group.objects.get_or_create(name=name)
        for app, code in grants:
            group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=code))
