"""Partners that were typed as text, one a line, become rows; the country is read where the line ends with one."""

import re

from django.db import migrations

NAME_AT_MOST = 200
IN_STATISTICS = {"EL": "GR", "UK": "GB"}  # the Union's statistics write these two otherwise than ISO 3166
BULLETS = " \t-–•*;"
ENDINGS = (
    re.compile(r"^(?P<name>.+?)\s*[(\[](?P<country>[^()\[\]]+)[)\]]$"),  # North Cluster (DE), (Germany)
    re.compile(r"^(?P<name>.+),\s*(?P<country>[^,]+)$"),  # North Cluster, Germany
    re.compile(r"^(?P<name>.+?)\s+[-–]\s+(?P<country>[^-–]+)$"),  # North Cluster - Germany
)


def country_words(apps):
    """Codes and names of all countries, in every language held, to their codes."""
    words = {}
    for code, name in apps.get_model("reference", "Country").objects.values_list("code", "name"):
        words |= {code: code, name.casefold(): code}
    labels = apps.get_model("reference", "CountryLabel").objects.values_list("country_id", "label")
    for code, label in labels:
        words.setdefault(label.casefold(), code)
    return words | {other: code for other, code in IN_STATISTICS.items() if code in words}


def split(line, words):
    """The name and the country's code of one line; the whole line and None where it ends with no country."""
    for ending in ENDINGS:
        if found := ending.match(line):
            said = found["country"].strip(" .")
            code = words.get(said.upper()) if len(said) == 2 else words.get(said.casefold())
            if code:
                return found["name"].strip(" ,;"), code
    return line, None


def rows_of(coordinator, partners, words):
    """Role, name and country of each: the coordinator first, then the lines in their order, each name once."""
    lines = [("coordinator", coordinator), *(("partner", line) for line in partners.splitlines())]
    rows, places = [], {}
    for role, line in lines:
        name, country = split(line.strip(BULLETS), words)
        key = name.casefold()
        if not name:
            continue
        if key in places:  # the coordinator is often named among the partners once more
            place = places[key]
            rows[place] = (*rows[place][:2], rows[place][2] or country)
            continue
        places[key] = len(rows)
        rows.append((role, name[:NAME_AT_MOST], country))
    return rows


def into_rows(apps, schema_editor):
    """Write the rows of every partnership that has words."""
    words = country_words(apps)
    Partner = apps.get_model("organisations", "Partner")
    details = apps.get_model("organisations", "PartnershipDetails").objects.order_by("pk")
    for row in details.exclude(coordinator="", partners=""):
        Partner.objects.bulk_create(
            Partner(organisation_id=row.pk, order=number, role=role, name=name, country_id=country)
            for number, (role, name, country) in enumerate(rows_of(row.coordinator, row.partners, words))
        )


def into_words(apps, schema_editor):
    """Write the rows as words again."""
    Partner = apps.get_model("organisations", "Partner")
    for row in apps.get_model("organisations", "PartnershipDetails").objects.order_by("pk"):
        lines = {"coordinator": [], "partner": []}
        for one in Partner.objects.filter(organisation_id=row.pk).order_by("order", "pk"):
            lines[one.role].append(f"{one.name} ({one.country_id})" if one.country_id else one.name)
        row.coordinator = "".join(lines["coordinator"])[:NAME_AT_MOST]
        row.partners = "\n".join(lines["partner"])[:4000]
        row.save(update_fields=["coordinator", "partners"])
    Partner.objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_partners'),
    ]

    operations = [migrations.RunPython(into_rows, into_words)]
