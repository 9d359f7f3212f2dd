"""The fields that several types share, so that one question is asked in one way."""

from django.utils.translation import gettext_lazy as _

from eccp.organisations.types.base import WEBSITE_HELP, Step
from eccp.organisations.types.fields import (
    Column,
    Countries,
    Field,
    Need,
    OwnLanguages,
    Private,
    Rows,
    Terms,
    Text,
)

ALWAYS = Need.ALWAYS
IN_PROGRAMME = Need.IN_PROGRAMME_COUNTRIES

COUNTRY = Column(
    "country", _("Country"), ALWAYS, _("Where your organisation is registered. It decides what we ask next.")
)
REGION = Column("region", _("Region"), help=_("The statistical region (NUTS), where your country has them."))
CITY = Column("city", _("Town or city"), ALWAYS, _("We put you on the map there, never at a street."))
NAME = Column("name", _("Name"), ALWAYS, _("As on your website, in your own language or in English."))
SHORT_NAME = Column("short_name", _("Short name or acronym"))
WEBSITE = Column("website", _("Website"), ALWAYS, WEBSITE_HELP)
LEGAL_FORM = Column("legal_form", _("Legal form"))
FOUNDED = Column("founded", _("Year of establishment"))
LOGO = Column("logo", _("Logo"), help=_("PNG, JPEG, GIF or WebP, at most 2 MB."))

SUMMARY = Text(
    "summary",
    _("Who you are, in one sentence"),
    ALWAYS,
    _("At most 200 letters. It stands under your name in every list."),
)
DESCRIPTION = Text(
    "description", _("Description"), ALWAYS, _("What you do, for whom, and what you are proud of.")
)
OBJECTIVES = Text("objectives", _("Objectives"), help=_("What you want to reach in the next years."))
OFFERS = Text("offers", _("What you offer to partners"))
SEEKS = Text("seeks", _("What you seek in partners"))
OWN_LANGUAGES = OwnLanguages(
    "own_languages",
    _("In your own language"),
    help=_("English is needed; add any other language you like."),
    related="texts",
    columns=("language", "summary", "description"),
)

ECOSYSTEMS = Terms(
    "ecosystems",
    _("Industrial ecosystems"),
    ALWAYS,
    _("Choose the ones you really work in: one to three."),
    scheme="ecosystem",
)
SECTORS = Terms("sectors", _("Sectors"), scheme="sector")
EMERGING = Terms("emerging_industries", _("Emerging industries"), scheme="emerging_industry")
TECHNOLOGIES = Terms("technologies", _("Technologies"), scheme="technology")
LANGUAGES = Terms("languages", _("Languages you work in"), scheme="language")
COOPERATES = Countries("countries_cooperated", _("Countries you work with already"), link="cooperates")
SOUGHT = Countries("countries_sought", _("Countries where you seek partners"), link="seeks")

PROJECTS = Rows(
    "projects",
    _("European projects"),
    help=_("Those that show best what you do."),
    related="projects",
    columns=("acronym", "programme", "starts", "ends", "link"),
)
SOCIAL = Rows("social_links", _("Social networks"), related="social_links", columns=("network", "link"))

CONTACT_HELP = _("For the validators and for mails from the platform. Never shown to anybody else.")
CONTACT: tuple[Field, ...] = (
    Private("contact_name", _("Contact person"), ALWAYS, CONTACT_HELP, column="name"),
    Private("contact_position", _("Position"), column="position"),
    Private("contact_email", _("E-mail address of the contact person"), ALWAYS, column="email"),
    Private("contact_phone", _("Telephone"), column="phone"),
)

PLACE = Step("place", _("Country and place"), (COUNTRY, REGION, CITY), 1)
IDENTITY = Step("identity", _("Name and website"), (NAME, SHORT_NAME, WEBSITE, LEGAL_FORM, FOUNDED, LOGO), 3)
ABOUT = Step(
    "about", _("In your words"), (SUMMARY, DESCRIPTION, OBJECTIVES, OFFERS, SEEKS, OWN_LANGUAGES), 10
)
FOCUS = Step("focus", _("Focus"), (ECOSYSTEMS, SECTORS, EMERGING, TECHNOLOGIES), 4)
COOPERATION = Step("cooperation", _("Cooperation"), (COOPERATES, SOUGHT, LANGUAGES, PROJECTS), 4)
REACH = Step("contact", _("Contact"), (SOCIAL, *CONTACT), 2)
