"""What all pages share that are about something: a lead, a picture, terms, countries, who brought it."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index

from eccp.content.blocks import Body
from eccp.content.languages import key_of
from eccp.content.models.closable import Closable
from eccp.content.models.slugs import LatinSlug
from eccp.content.panels import ContributionPanel, InTabs, scheduled
from eccp.content.widgets import TermChoice
from eccp.organisations.models import Organisation
from eccp.reference.models import Country, Scheme, Term

# What a page can be about. Related pages and lists are computed from it.
ABOUT = [Scheme.ECOSYSTEM, Scheme.POLICY_AREA, Scheme.SECTOR]
# What only some kinds of pages say.
OF_KINDS = [
    Scheme.FUNDING_PROGRAMME,
    Scheme.APPLICANT,
    Scheme.TARGET_GROUP,
    Scheme.EREK_SECTOR,
    Scheme.TECHNIQUE,
]


class ContentQuerySet(PageQuerySet):
    """Which pages."""

    def about(self, term: Term) -> "ContentQuerySet":
        """Those that carry a term."""
        return self.filter(pk__in=ContentPage.terms.through.objects.filter(term=term).values("contentpage"))

    def in_country(self, country: Country) -> "ContentQuerySet":
        """Those that carry a country."""
        through = ContentPage.countries.through.objects
        return self.filter(pk__in=through.filter(country=country).values("contentpage"))

    def for_everybody(self) -> "ContentQuerySet":
        """Those that no restriction of the back office closes. Like `public`, without a question of its own."""
        above = PageViewRestriction.objects.annotate(
            below=ExpressionWrapper(OuterRef("path"), models.CharField())
        )
        return self.filter(~Exists(above.filter(below__startswith=F("page__path"))))

    def shown_in(self, locale: int) -> "ContentQuerySet":
        """Those that a list in this language has: written in it, else in the first language of the platform."""
        first = key_of(settings.LANGUAGE_CODE)
        if locale == first:
            return self.filter(locale=locale)
        translated = Page.objects.live().filter(translation_key=OuterRef("translation_key"), locale=locale)
        return self.filter(Q(locale=locale) | Q(locale=first) & ~Exists(translated))

    def brought_by(self, organisation: Organisation) -> "ContentQuerySet":
        """Those that an organisation contributed."""
        return self.filter(organisation=organisation)


class ContentPage(LatinSlug, InTabs, Closable, Page):
    """A page about something. Its kinds are tables of their own beside this one."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    picture = models.ForeignKey(
        "content.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    body = StreamField(Body(), verbose_name=_("text"), blank=True)
    terms = ParentalManyToManyField(Term, blank=True, related_name="pages", verbose_name=_("about"))
    countries = ParentalManyToManyField(
        Country, blank=True, related_name="pages", verbose_name=_("countries")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="pages",
        verbose_name=_("contributed by"),
    )
    translated_by_machine = models.BooleanField(
        _("translated by a machine"),
        default=False,
        help_text=_("Readers are told. Untick it once a person has read the translation."),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(ContentQuerySet)()

    is_creatable = False
    # A copy is the editor's own page; a translation is given the organisation back (`contributing.copies`).
    exclude_fields_in_copy: ClassVar[list[str]] = ["organisation"]
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["content.SectionPage"]
    first_panels: ClassVar[list[Any]] = [ContributionPanel()]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    about_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("terms", widget=TermChoice(ABOUT)), FieldPanel("countries")],
            heading=_("What it is about"),
        )
    ]
    settings_panels: ClassVar[list[Any]] = scheduled()
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.AutocompleteField("lead"),
    ]

    # What a list calls a page of this kind; each kind says its own.
    kind_label: Any = _("Page")
    # What the sections list under which pages of this kind belong; each kind says its own.
    belongs_under: ClassVar[frozenset[str]] = frozenset()

    if TYPE_CHECKING:
        _meta: Any

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Whether it may be made there: in a section, only where readers would find it."""
        if not super().can_create_at(parent):
            return False
        shows = getattr(parent.specific, "shows", None)  # only sections have it
        return shows is None or shows in cls.belongs_under

    def permissions_for_user(self, user: Any) -> Any:
        """What a person may do with the page in the back office; with a contribution less than with other pages."""
        from eccp.content.models.moderation import PageTester

        return PageTester(user, self)
