"""A team as people live it: inviting somebody without an account, handing over, leaving last, acting for two."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from eccp.accounts.roles import ensure_roles
from eccp.notices.models import OutgoingMail
from eccp.organisations.models import Invitation, Representative, Role
from tests.browser.screens import NARROW, WIDE
from tests.factories import (
    PASSWORD,
    JoinRequestFactory,
    OrganisationFactory,
    RepresentativeFactory,
    UserFactory,
    ValidatorFactory,
)

ADDRESS = "omar@kestrel.example"


@pytest.fixture
def manager(pages: None) -> Representative:
    """Nora manages Kestrel Bay."""
    ensure_roles()
    return RepresentativeFactory(
        organisation__name="Kestrel Bay Blue Cluster", organisation__published=True, person__name="Nora Quill"
    )


def reach(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, as somebody without a mouse does."""
    expect(target).to_be_visible()
    for _ in range(80):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {target}")


def link_in(mail: OutgoingMail, path: str) -> str:
    """The path of the mail's link below some path."""
    return re.search(rf"https?://[^/]+(/en/{path}/\S+)", mail.text)[1]


def newest(address: str) -> OutgoingMail:
    """The last mail to an address."""
    return OutgoingMail.objects.filter(address=address).latest("pk")


def fits(page: Page) -> None:
    """Nothing scrolls sideways on a phone."""
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    page.set_viewport_size(WIDE)


@pytest.mark.postgres
def test_colleague_without_an_account_is_invited_and_comes(
    page: Page, person: Callable[..., Any], another: Callable[..., Page], manager: Representative
) -> None:
    person(page, manager.person)
    page.goto(f"/en/my/{manager.organisation_id}/team/")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill("Omar@Kestrel.example")
    page.get_by_role("radio", name=re.compile("^Manager")).check()
    page.get_by_label("A few words to them").fill("Shall we do this together?")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text(f"We sent an invitation to {ADDRESS}.")).to_be_visible()

    guest = another()
    guest.goto(link_in(newest(ADDRESS), "invitations"))
    expect(guest.get_by_role("heading", level=1)).to_have_text(
        "Nora Quill invites you to act for Kestrel Bay Blue Cluster"
    )
    expect(guest.get_by_text("Shall we do this together?")).to_be_visible()
    guest.get_by_role("link", name="Make an account").click()
    expect(guest.get_by_label("E-mail address")).to_have_value(ADDRESS)
    guest.get_by_label("Your name").fill("Omar Reed")
    guest.get_by_label("Password").first.fill(PASSWORD)
    guest.get_by_role("button", name="Sign up").last.click()
    expect(guest).to_have_url(re.compile("confirm-email"))
    guest.goto(link_in(newest(ADDRESS), "accounts/confirm-email"))
    guest.get_by_role("button", name="Yes, confirm it").click()

    expect(guest).to_have_url(re.compile("/en/invitations/"))
    guest.get_by_role("button", name="Accept").click()
    expect(guest.get_by_text("You act for Kestrel Bay Blue Cluster now, as its manager.")).to_be_visible()
    expect(guest.locator(".acting")).to_contain_text("Kestrel Bay Blue Cluster")

    page.reload()
    expect(page.get_by_role("heading", name="Omar Reed")).to_be_visible()
    assert Invitation.objects.get().status == "accepted"
    assert Representative.objects.get(person__email=ADDRESS).role == Role.MANAGER
    assert newest(manager.person.email).subject == "Omar Reed is in your team of Kestrel Bay Blue Cluster"


def test_manager_hands_over_with_the_keyboard(
    page: Page, person: Callable[..., Any], manager: Representative
) -> None:
    heir = RepresentativeFactory(
        organisation=manager.organisation, role=Role.COLLEAGUE, person__name="Omar Reed"
    )
    person(page, manager.person)

    page.goto(f"/en/my/{manager.organisation_id}/team/leave/")
    expect(page.get_by_text("Say who of your colleagues takes over")).to_be_visible()
    reach(page, page.get_by_label("Who takes over"))
    page.keyboard.type("Omar")
    reach(page, page.get_by_role("radio", name="I stay in the team as a colleague"))
    page.keyboard.press("ArrowDown")
    reach(page, page.get_by_role("main").get_by_role("button", name="Hand over"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("Omar Reed is a manager of Kestrel Bay Blue Cluster now")).to_be_visible()
    expect(page.locator(".acting")).to_have_count(0)
    assert list(Representative.objects.values_list("person", "role")) == [(heir.person_id, "manager")]


def test_last_one_leaves_and_the_validators_are_told(
    page: Page, person: Callable[..., Any], another: Callable[..., Page], manager: Representative
) -> None:
    validator = ValidatorFactory()
    person(page, manager.person)

    page.goto(f"/en/my/{manager.organisation_id}/team/")
    page.get_by_role("link", name="Leave the team").click()
    page.get_by_role("button", name="Leave the team").click()
    expect(page.locator(".error-summary")).to_contain_text("Tick the box")
    page.get_by_label("I know that nobody is left").check()
    page.get_by_role("button", name="Leave the team").click()
    expect(page.get_by_text("You no longer act for Kestrel Bay Blue Cluster.")).to_be_visible()

    desk = another()
    person(desk, validator)
    desk.goto("/en/my/waiting/")
    expect(desk.get_by_text("Nobody acts for Kestrel Bay Blue Cluster any more")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_one_sees_and_switches_for_which_one_acts(
    person: Callable[..., Any], another: Callable[..., Page], manager: Representative, script: bool
) -> None:
    RepresentativeFactory(person=manager.person, organisation__name="Aster Valley")
    page = another(java_script_enabled=script, viewport=NARROW)
    person(page, manager.person)

    page.goto("/en/account/")
    head = page.locator(".acting")
    expect(head.locator("summary")).to_contain_text("Aster Valley")
    head.locator("summary").click()
    head.get_by_role("button", name="Kestrel Bay Blue Cluster").click()

    expect(page).to_have_url("/en/account/")
    expect(head.locator("summary")).to_contain_text("Kestrel Bay Blue Cluster")
    page.goto("/en/my/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kestrel Bay Blue Cluster")


def test_pages_of_a_team_are_fit_for_all(
    page: Page, person: Callable[..., Any], axe: Callable[..., None], manager: Representative
) -> None:
    organisation, long = (
        manager.organisation,
        "Interregional Agency for Cooperation and Innovation of the Western Alps",
    )
    RepresentativeFactory(person=manager.person, organisation=OrganisationFactory(name=long))
    colleague = RepresentativeFactory(
        organisation=organisation, role=Role.COLLEAGUE, person__name="Omar Reed"
    )
    JoinRequestFactory(organisation=organisation, person__email="a-rather-long-address@kestrel-bay.example")
    invitation = Invitation.objects.create(
        organisation=organisation,
        invited_by=manager.person,
        address="somebody-with-a-very-long-name@kestrel-bay-blue-cluster.example",
    )
    person(page, manager.person)

    team = f"/en/my/{organisation.pk}/team/"
    for address in (
        team,
        f"{team}invite/",
        f"{team}people/{colleague.pk}/",
        f"{team}people/{colleague.pk}/remove/",
        f"{team}hand-over/",
    ):
        page.goto(address)
        axe(page)
        fits(page)
    person(page, colleague.person)
    for address in (f"{team}leave/", f"{team}become-manager/"):
        page.goto(address)
        axe(page)
        fits(page)
    person(page, UserFactory())
    for address in (invitation_path(invitation), f"/en/profiles/{organisation.pk}/dispute/"):
        page.goto(address)
        axe(page)
        fits(page)


def invitation_path(invitation: Invitation) -> str:
    """The path of an invitation's link."""
    from eccp.organisations.services.inviting import token_of

    return f"/en/invitations/{token_of(invitation)}/"
