"""People, reference records and profiles for tests. Each is the smallest that is valid."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import factory
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.documents.models import Document
from wagtail.models import Locale

from eccp.accounts.models import User
from eccp.accounts.roles import ADMINISTRATORS, EDITORS, VALIDATORS
from eccp.content.models import (
    ArticlePage,
    CallPage,
    Cutoff,
    Picture,
    ResourceFile,
    ResourcePage,
    SectionPage,
)
from eccp.conversations.models import Attachment, Message, Thread
from eccp.figures.models import Entry
from eccp.organisations.models import (
    ClusterMembership,
    Invitation,
    JoinRequest,
    Organisation,
    Partner,
    ProfileText,
    Representative,
    Role,
    Visibility,
)
from eccp.reference.models import (
    AccessException,
    Country,
    Participation,
    Place,
    Programme,
    Region,
    Restriction,
    Scheme,
    Service,
    Term,
)
from eccp.validation.models import Application

PASSWORD = "a long password for tests"


def in_group(name: str) -> Any:
    """Give a person a role by the name of its group."""

    def add(person: User, create: bool, value: Any, **_rest: Any) -> None:
        person.groups.add(Group.objects.get(name=name))

    return add


class UserFactory(DjangoModelFactory):
    """A person with a confirmed address and no role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.eu")
    name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        password = kwargs.pop("password", PASSWORD)
        return model_class.objects.create_user(*args, password=password, **kwargs)

    @factory.post_generation
    def confirmed(self, create: bool, value: bool | None, **_rest: Any) -> None:
        """Confirm the address, unless `confirmed=False`."""
        if value is not False:
            self.emailaddress_set.create(email=self.email, verified=True, primary=True)


def add_second_factor(person: User, create: bool, value: Any, **_rest: Any) -> None:
    """Give a person an app that makes codes, unless `second_factor=False`."""
    if value is not False:
        TOTP.activate(person, generate_totp_secret())


class ValidatorFactory(UserFactory):
    """A person who judges applications."""

    second_factor = factory.PostGeneration(add_second_factor)
    role = factory.PostGeneration(in_group(VALIDATORS))


class EditorFactory(UserFactory):
    """A person who writes pages."""

    second_factor = factory.PostGeneration(add_second_factor)
    role = factory.PostGeneration(in_group(EDITORS))


class AdministratorFactory(UserFactory):
    """A person who keeps the reference data."""

    second_factor = factory.PostGeneration(add_second_factor)
    role = factory.PostGeneration(in_group(ADMINISTRATORS))


class CountryFactory(DjangoModelFactory):
    """Germany, unless another code is asked for."""

    class Meta:
        model = Country
        django_get_or_create = ("code",)

    code = "DE"
    name = factory.LazyAttribute(
        lambda country: {"DE": "Germany", "FR": "France"}.get(country.code, country.code)
    )
    sort_key = factory.LazyAttribute(lambda country: country.name.lower())


class RegionFactory(DjangoModelFactory):
    """A region of the second level."""

    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = "DE21"
    level = 2
    country = factory.SubFactory(CountryFactory)
    name = "Oberbayern"


class PlaceFactory(DjangoModelFactory):
    """A town with its coordinates."""

    class Meta:
        model = Place
        django_get_or_create = ("id",)

    id = 2867714
    country = factory.SubFactory(CountryFactory)
    name = "München"
    latitude = 48.14
    longitude = 11.58


class TermFactory(DjangoModelFactory):
    """A word of a code list."""

    class Meta:
        model = Term
        django_get_or_create = ("scheme", "code")

    scheme = Scheme.ECOSYSTEM
    code = factory.Sequence(lambda n: f"term-{n}")
    label = factory.LazyAttribute(lambda term: term.code.replace("-", " ").capitalize())


class ProgrammeFactory(DjangoModelFactory):
    """The Single Market Programme, unless another code is asked for."""

    class Meta:
        model = Programme
        django_get_or_create = ("code",)

    code = "SMP"
    name = "Single Market Programme"
    runs_from = date(2021, 1, 1)
    runs_to = date(2027, 12, 31)


class ParticipationFactory(DjangoModelFactory):
    """A country takes part in a programme as long as it runs."""

    class Meta:
        model = Participation

    programme = factory.SubFactory(ProgrammeFactory)
    country = factory.SubFactory(CountryFactory)
    starts_on = factory.SelfAttribute("programme.runs_from")
    ends_on = factory.SelfAttribute("programme.runs_to")
    confirmed = True


class ServiceFactory(DjangoModelFactory):
    """A service for programme countries."""

    class Meta:
        model = Service
        django_get_or_create = ("code",)

    code = "capacity-building"
    name = factory.LazyAttribute(lambda service: service.code.replace("-", " ").capitalize())
    description = "What it offers."
    restriction = Restriction.PROGRAMME


class AccessExceptionFactory(DjangoModelFactory):
    """A country may use a service against the rule."""

    class Meta:
        model = AccessException

    service = factory.SubFactory(ServiceFactory)
    country = factory.SubFactory(CountryFactory)
    basis = "So it was agreed."


class ImageFactory(DjangoModelFactory):
    """A picture among the editors' images, whose file is away: no small copies are made of it."""

    class Meta:
        model = Picture

    title = "A picture"
    description = "Two people at a machine"
    file = "original_images/away.png"
    width = 4
    height = 4


class DocumentFactory(DjangoModelFactory):
    """A file among the editors' documents."""

    class Meta:
        model = Document

    title = "A document"
    file = factory.django.FileField(filename="document.txt", data=b"Hello")


class OrganisationFactory(DjangoModelFactory):
    """A draft of a cluster organisation in Germany, with the row of its type and an English text."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    class Params:
        """`published=True` and `listed=True` make it public."""

        published = factory.Trait(
            visibility=Visibility.PUBLISHED,
            published_at=factory.LazyFunction(timezone.now),
            last_confirmed_at=factory.LazyFunction(timezone.now),
        )
        listed = factory.Trait(
            visibility=Visibility.LISTED, source="register", source_key=factory.Sequence(lambda n: f"row-{n}")
        )

    type = "cluster_organisation"
    country = factory.SubFactory(CountryFactory)
    name = factory.Sequence(lambda n: f"Cluster {n}")

    @factory.post_generation
    def parts(self, create: bool, value: Any, **details: Any) -> None:
        """Add the type's own row, `parts__management_fte=1`, and the English text."""
        row = self.details
        for name, detail in details.items():
            setattr(row, name, detail)
        row.save()

    @factory.post_generation
    def text(self, create: bool, value: Any, **texts: Any) -> None:
        """Add the English text: `text__summary="We …"`."""
        ProfileText.objects.create(
            organisation=self, language="en", **{"summary": "We connect companies.", **texts}
        )


class RepresentativeFactory(DjangoModelFactory):
    """A manager of an organisation."""

    class Meta:
        model = Representative

    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.MANAGER


class PartnerFactory(DjangoModelFactory):
    """A partner of a published partnership, without a profile."""

    class Meta:
        model = Partner

    organisation = factory.SubFactory(OrganisationFactory, type="eu_partnership", published=True)
    role = Partner.Role.PARTNER
    name = factory.Sequence(lambda n: f"Partner {n}")


class MembershipFactory(DjangoModelFactory):
    """A company says that it belongs to a cluster."""

    class Meta:
        model = ClusterMembership

    member = factory.SubFactory(OrganisationFactory, type="cluster_member")
    cluster = factory.SubFactory(OrganisationFactory, published=True)


class JoinRequestFactory(DjangoModelFactory):
    """A person asks to act for an organisation."""

    class Meta:
        model = JoinRequest

    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    message = "I work there."


class InvitationFactory(DjangoModelFactory):
    """An invitation that waits for an answer."""

    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    address = factory.Sequence(lambda n: f"invited{n}@example.eu")
    invited_by = factory.SubFactory(UserFactory)


class ThreadFactory(DjangoModelFactory):
    """A conversation with an organisation about its validation."""

    class Meta:
        model = Thread

    organisation = factory.SubFactory(OrganisationFactory)
    about = Thread.About.VALIDATION
    subject = "Validation"
    with_platform = True


class ContactFactory(DjangoModelFactory):
    """A person, for nobody but themselves, is in touch with a published organisation; nothing is said yet."""

    class Meta:
        model = Thread

    organisation = factory.SubFactory(OrganisationFactory, published=True)
    about = Thread.About.CONTACT
    subject = "Hydrogen valleys"
    starter = factory.SubFactory(UserFactory)


class MessageFactory(DjangoModelFactory):
    """Something that the sender says."""

    class Meta:
        model = Message

    thread = factory.SubFactory(ContactFactory)
    side = Message.Side.SENDER
    by = factory.SelfAttribute("thread.starter")
    text = "Shall we meet in May?"


class AttachmentFactory(DjangoModelFactory):
    """A file that came with a message; its content is not on the disk."""

    class Meta:
        model = Attachment

    message = factory.SubFactory(MessageFactory)
    file = factory.Sequence(lambda n: f"conversations/none-{n}")
    name = "programme.pdf"
    kind = "pdf"
    size = 1000


class ApplicationFactory(DjangoModelFactory):
    """A first application that waits: its clock began now and ends in two days."""

    class Meta:
        model = Application

    class Params:
        """`decided=True` adds what every decision has."""

        decided = factory.Trait(
            decided_at=factory.LazyFunction(timezone.now),
            decided_by=factory.SubFactory(ValidatorFactory),
            clock_started_at=None,
            due_at=None,
        )

    organisation = factory.SubFactory(OrganisationFactory)
    thread = factory.SubFactory(ThreadFactory, organisation=factory.SelfAttribute("..organisation"))
    submitted_by = factory.SubFactory(UserFactory)
    submitted_at = factory.LazyFunction(timezone.now)
    clock_started_at = factory.SelfAttribute("submitted_at")
    due_at = factory.LazyAttribute(lambda application: application.submitted_at + timedelta(days=2))


class EntryFactory(DjangoModelFactory):
    """A number of subscribers that was noted by hand."""

    class Meta:
        model = Entry

    counter = "subscribers"
    date = date(2026, 3, 3)
    value = 1200
    source = "The sending programme"


class CallFactory(DjangoModelFactory):
    """A published call; `cutoffs` are rows, or moments that are said in Brussels time. Needs the first pages."""

    class Meta:
        model = CallPage

    title = factory.Sequence(lambda n: f"Call {n}")
    lead = "Money for clusters."

    @classmethod
    def _create(cls, model_class: type[CallPage], *args: Any, **kwargs: Any) -> CallPage:
        several = {name: kwargs.pop(name, []) for name in ("cutoffs", "terms", "countries")}
        several["cutoffs"] = [cutoff_at(one) for one in several["cutoffs"]]
        live = kwargs.pop("live", True)
        page = model_class(*args, **kwargs, live=False)
        for name, found in several.items():
            setattr(page, name, found)
        section_of("calls").add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        return CallPage.objects.get(pk=page.pk)


def section_of(shows: str) -> SectionPage:
    """The section of a list in the first language of the platform."""
    found: SectionPage = SectionPage.objects.get(shows=shows, locale=Locale.get_default())
    return found


def cutoff_at(one: Any) -> Cutoff:
    """A cut-off at a moment, as the clocks of Brussels show it."""
    if isinstance(one, Cutoff):
        return one
    there = one.astimezone(ZoneInfo("Europe/Brussels"))
    return Cutoff(day=there.date(), hour=there.time())


class ArticleFactory(DjangoModelFactory):
    """A published article. Needs the first pages."""

    class Meta:
        model = ArticlePage

    title = factory.Sequence(lambda n: f"Article {n}")
    lead = "What happened, in two sentences."

    @classmethod
    def _create(cls, model_class: type[ArticlePage], *args: Any, **kwargs: Any) -> ArticlePage:
        several = {name: kwargs.pop(name, []) for name in ("terms", "countries")}
        live = kwargs.pop("live", True)
        page = model_class(*args, **kwargs, live=False)
        for name, found in several.items():
            setattr(page, name, found)
        section_of("news").add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        return ArticlePage.objects.get(pk=page.pk)


class ResourceFactory(DjangoModelFactory):
    """A published resource; `files` are pairs of a document and a language. Needs the first pages."""

    class Meta:
        model = ResourcePage

    title = factory.Sequence(lambda n: f"Resource {n}")
    lead = "What others have learned."

    @classmethod
    def _create(cls, model_class: type[ResourcePage], *args: Any, **kwargs: Any) -> ResourcePage:
        several = {name: kwargs.pop(name, []) for name in ("terms", "countries")}
        files = [ResourceFile(document=file, language=code) for file, code in kwargs.pop("files", [])]
        page = model_class(*args, **kwargs)
        page.files = files
        for name, found in several.items():
            setattr(page, name, found)
        shows = "practices" if page.kind == ResourcePage.Kind.PRACTICE else "library"
        section_of(shows).add_child(instance=page)
        page.save_revision().publish()
        return ResourcePage.objects.get(pk=page.pk)
