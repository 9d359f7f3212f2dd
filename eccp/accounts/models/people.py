"""People."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eccp.accounts.policies import display_name
from eccp.reference.models import Scheme, Term

SPOKEN = (Scheme.LANGUAGE,)
INTERESTS = (Scheme.ECOSYSTEM, Scheme.TECHNOLOGY, Scheme.EMERGING_INDUSTRY)


class Users(BaseUserManager["User"]):
    """Makes people; addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **rest: Any) -> "User":
        """Make a person who signs in with this address."""
        user = self.model(email=email.strip().lower(), **rest)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **rest: Any) -> "User":
        """Make a person who may do everything in the back office."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **rest)

    def get_by_natural_key(self, email: str | None) -> "User":
        """Find a person by address, however it was typed."""
        return self.get(email=(email or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing] # so are pictures
    """A person. Signs in with an e-mail address; erasure empties the row in place."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    organisation_in_words = models.CharField(
        _("organisation"), max_length=200, blank=True, help_text=_("Where you work, in your own words.")
    )
    position = models.CharField(_("position"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    spoken = models.ManyToManyField(
        Term,
        related_name="+",
        blank=True,
        verbose_name=_("languages spoken"),
        limit_choices_to={"scheme__in": SPOKEN},
    )
    interests = models.ManyToManyField(
        Term,
        related_name="+",
        blank=True,
        verbose_name=_("interests"),
        limit_choices_to={"scheme__in": INTERESTS},
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)
    asked_to_stay_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        permissions = [("erase_user", "Can erase a person who asked for it in writing")]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_an_address")]

    def __str__(self) -> str:
        return display_name(self)

    def get_full_name(self) -> str:
        """The name, as Wagtail asks for it."""
        return display_name(self)

    def get_short_name(self) -> str:
        """The first of the person's names."""
        return self.name.split(" ")[0] if self.name else display_name(self)

    @property
    def first_name(self) -> str:
        """What Wagtail's pages greet with."""
        return self.get_short_name()
