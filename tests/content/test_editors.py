"""What editors may do in the back office, what they find on its first page, and what is kept from them."""

import gc
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu, help_menu, reports_menu, settings_menu
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from eccp.accounts.roles import ADMINISTRATORS, EDITORS
from eccp.content.editors import CONTRIBUTED, ensure_editors
from eccp.content.models import ArticlePage, HomePage, PageCheck, Picture, SectionPage, TextPage
from eccp.content.models.checks import digest_of
from tests.content.contributing import contributor, picture, sent
from tests.factories import (
    AdministratorFactory,
    ArticleFactory,
    EditorFactory,
    UserFactory,
    ValidatorFactory,
)

pytestmark = pytest.mark.django_db
HOME = "/backoffice/"


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def desk(editor, signed_in):
    return signed_in(editor)


def news():
    return SectionPage.objects.get(shows="news")


def granted():
    return (
        sorted(GroupPagePermission.objects.values_list("group__name", "page", "permission__codename")),
        sorted(
            GroupCollectionPermission.objects.values_list("group__name", "collection", "permission__codename")
        ),
        sorted(Group.objects.values_list("name", "permissions__codename")),
        sorted(Collection.objects.values_list("name", flat=True)),
    )


# --- permissions


def test_permissions_are_given_once():
    before = granted()

    ensure_editors()

    assert granted() == before
    assert before[3] == [CONTRIBUTED, "Root"]


@pytest.mark.parametrize("group", [EDITORS, ADMINISTRATORS])
def test_editors_and_administrators_have_pages_of_every_language(group):
    rows = GroupPagePermission.objects.filter(group__name=group, page=Page.get_first_root_node())

    assert sorted(rows.values_list("permission__codename", flat=True)) == [
        "add_page",
        "change_page",
        "lock_page",
        "publish_page",
        "unlock_page",
    ]


@pytest.mark.parametrize("factory", [EditorFactory, AdministratorFactory])
def test_page_is_deleted_alone_and_a_section_only_when_it_is_empty(factory):
    article, person = ArticleFactory(), factory()

    may = {page: page.permissions_for_user(person) for page in (article, news())}

    assert may[article].can_delete()
    assert not may[news()].can_delete()
    article.delete()
    assert news().permissions_for_user(person).can_delete()


@pytest.mark.parametrize(
    "name",
    [
        "wagtailusers_users:index",
        "wagtailsites:index",
        "wagtailsnippets_reference_term:list",
        "wagtailsnippets_figures_entry:list",
        "wagtailadmin_workflows:index",
        "wagtailusers_groups:index",
        "wagtailadmin_collections:index",
    ],
)
def test_editors_do_not_reach_what_is_not_theirs(desk, name):
    assert desk.get(reverse(name)).url == HOME


@pytest.mark.parametrize(
    "name",
    [
        "wagtailredirects:index",
        "wagtailimages:index",
        "wagtaildocs:index",
        "contributions",
        "page_checks",
        "editors_guide",
    ],
)
def test_editors_reach_what_is_theirs(desk, name):
    assert desk.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["contributions", "page_checks", "editors_guide"])
def test_validators_are_no_editors(signed_in, name):
    assert "accounts" in signed_in(ValidatorFactory()).get(reverse(name)).url


# --- menus


def menu(client):
    """The names of the items of each menu, as the sidebar is given them."""
    request = client.get(HOME).wsgi_request
    return {
        name: [item.name for item in sorted(one.menu_items_for_request(request), key=lambda item: item.order)]
        for name, one in {
            "main": admin_menu,
            "reports": reports_menu,
            "settings": settings_menu,
            "help": help_menu,
        }.items()
    }


def test_menus_of_an_editor_have_what_an_editor_uses(desk):
    assert menu(desk) == {
        "main": [
            "explorer",
            "contributions",
            "images",
            "documents",
            "reports",
            "redirects",
            "settings",
            "help",
        ],
        "reports": ["page-checks", "aging-pages"],
        "settings": ["languages"],
        "help": ["guide", "platform-help", "keyboard-shortcuts-trigger"],
    }


def test_menus_of_an_administrator_have_the_audit_too(signed_in):
    found = menu(signed_in(AdministratorFactory()))

    assert found["reports"] == ["audit", "page-checks", "site-history", "aging-pages"]
    assert {"explorer", "contributions", "redirects"} < set(found["main"])


def test_menu_says_how_many_contributions_wait(desk):
    assert "Contributions (" not in desk.get(HOME).content.decode()

    person = contributor()
    sent(person)
    assert "Contributions (1)" in desk.get(HOME).content.decode()

    sent(person, title="Another")
    assert "Contributions (2)" in desk.get(HOME).content.decode()


def test_nothing_is_asked_of_other_sites(desk):
    page = desk.get(HOME).content.decode()

    assert "gravatar" not in page
    assert "releases.wagtail.org" not in page
    assert "What's new" not in page
    assert "guide.wagtail.org" not in page


def test_page_in_moderation_is_published_by_the_decision(desk):
    row = sent(contributor())

    page = desk.get(reverse("wagtailadmin_pages:edit", args=[row.page_id])).content.decode()

    assert 'data-workflow-action-name="approve"' in page
    assert "Publish and Publish" not in page
    assert 'name="action-publish"' not in page
    other = desk.get(reverse("wagtailadmin_pages:edit", args=[ArticleFactory().pk])).content.decode()
    assert 'name="action-publish"' in other


# --- the first page


EMPTY = [
    "Nothing waits for you. What members contribute appears here.",
    "No page is scheduled.",
    "All links answer, and every picture has its description.",
    "You have not changed a page yet.",
]


def test_first_page_says_in_words_that_there_is_nothing(desk):
    page = desk.get(HOME).content.decode()

    assert [text for text in EMPTY if text not in page] == []
    assert page.index(EMPTY[0]) < page.index(EMPTY[1]) < page.index(EMPTY[2]) < page.index(EMPTY[3])


def test_first_page_shows_what_waits_oldest_first(desk, freeze):
    freeze(datetime(2026, 5, 4, 10, tzinfo=UTC))
    person = contributor(name="Kestrel Bay")
    older = sent(person, title="The older one")
    freeze(datetime(2026, 5, 6, 10, tzinfo=UTC))
    sent(person, title="The newer one")

    page = desk.get(HOME).content.decode()

    assert EMPTY[0] not in page
    assert page.index("The older one") < page.index("The newer one")
    assert "Kestrel Bay" in page
    assert f'href="/backoffice/pages/{older.page_id}/edit/"' in page


def test_first_page_shows_what_colleagues_put_into_moderation(desk):
    page = ArticleFactory(title="A colleague's page", live=False)
    page.get_workflow().start(page, EditorFactory())

    panel = desk.get(HOME).content.decode()

    assert "A colleague&#x27;s page" in panel
    assert "an editor's own" in panel


def test_first_page_shows_what_will_happen_by_itself(desk):
    now = timezone.now()
    coming = ArticleFactory(title="Coming page", live=False)
    coming.go_live_at = now + timedelta(days=2)
    coming.save_revision().publish()
    going = ArticleFactory(title="Going page")
    going.expire_at = now + timedelta(days=1)
    going.save_revision().publish()

    page = desk.get(HOME).content.decode()

    assert EMPTY[1] not in page
    assert page.index("Going page") < page.index("is taken down") < page.index("Coming page")
    assert "goes live" in page


def wrong(page, target="https://gone.example/", **facts):
    return PageCheck.objects.create(
        page=page,
        kind="site",
        target=target,
        digest=digest_of("site", target),
        **{"state": "broken", "detail": "error_status:404", **facts},
    )


def test_first_page_shows_what_is_to_be_mended(desk):
    page = ArticleFactory(title="With a broken link")
    wrong(page)
    wrong(page, "https://there.example/", state="doubtful")

    shown = desk.get(HOME).content.decode()

    assert "https://gone.example/" in shown
    assert "The site answers with the error 404." in shown
    assert "https://there.example/" not in shown


@pytest.mark.parametrize("number", [1, 3])
def test_first_page_asks_the_database_no_more_for_more(desk, number, django_assert_num_queries):
    person = contributor()
    for count in range(number):
        sent(person, title=f"Contribution {count}")
        wrong(ArticleFactory(title=f"Page {count}"))
    desk.get(HOME)

    with django_assert_num_queries(QUERIES):
        desk.get(HOME)


QUERIES = 25


def test_first_page_begins_what_is_written_most_often(desk):
    page = desk.get(HOME).content.decode()

    for kind, shows, label in (
        ("articlepage", "news", "Write news"),
        ("callpage", "calls", "Add an open call"),
    ):
        section = SectionPage.objects.get(shows=shows, locale__language_code="en")
        address = reverse("wagtailadmin_pages:add", args=["content", kind, section.pk])
        assert f'<a href="{address}">{label}</a>' in page
        assert desk.get(address).status_code == 200
    assert "Images" not in page


def test_way_to_begin_is_gone_with_its_section(desk):
    news().delete()

    page = desk.get(HOME).content.decode()

    assert "Write news" not in page
    assert "Add an open call" in page


# --- the editor of a page


def test_tabs_say_what_is_behind_them(desk):
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[ArticleFactory().pk])).content.decode()

    assert "Address and search engines" in page
    assert "End of the address" in page
    assert "Promote" not in page
    assert "show_in_menus" not in page


def test_who_contributed_a_page_stands_above_all_else(desk):
    row = sent(contributor())

    page = desk.get(reverse("wagtailadmin_pages:edit", args=[row.page_id])).content.decode()

    assert page.index("Contributed by a member") < page.index('name="kind"') < page.index('name="title"')


def test_list_offers_a_page_in_plain_words(desk):
    page = desk.get(reverse("wagtailadmin_explore", args=[news().pk])).content.decode()

    assert "Add a page here" in page


# --- addresses in Latin letters


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Новини кластерів", "novini-klasteriv"),
        ("Νέα από τα δίκτυα", "nea-apo-ta-diktya"),
        ("θέμα: ξένη ψυχή, φως και χώρα", "thema-xeni-psychi-fos-kai-chora"),
        ("Щит, бъгове, бульвар", "shchit-bagove-bulvar"),
        ("Été à Łódź", "ete-a-lodz"),
        ("🙂", "page"),
    ],
)
def test_address_is_latin_whatever_the_script_of_the_title(title, slug):
    page = news().add_child(instance=ArticlePage(title=title, lead="…"))

    assert page.slug == slug


def test_second_page_of_the_same_name_has_an_address_of_its_own():
    for _ in range(2):
        page = news().add_child(instance=ArticlePage(title="Новини", lead="…", live=False))

    assert page.slug == "novini-2"


def form_of(**answers):
    return {
        "kind": "news",
        "date": "2026-05-04",
        "title": "Новини кластерів",
        "lead": "Words.",
        "slug": "",
        "body-count": "0",
        "terms": [],
        "countries": [],
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **answers,
    }


def add(desk, **answers):
    url = reverse("wagtailadmin_pages:add", args=["content", "articlepage", news().pk])
    return desk.post(url, form_of(**answers))


def test_address_typed_in_another_script_becomes_latin(desk):
    add(desk, slug="новини")

    assert ArticlePage.objects.get().slug == "novini"


def test_address_field_transliterates_while_the_title_is_typed(desk):
    url = reverse("wagtailadmin_pages:add", args=["content", "articlepage", news().pk])
    page = desk.get(url).content.decode()

    assert 'data-w-slug-allow-unicode-value="True"' not in page
    assert "w-sync:apply-&gt;w-slug#urlify" in page


# --- pictures


def upload(desk, file, **answers):
    return desk.post(
        reverse("wagtailimages:add"),
        {
            "title": "A machine",
            "description": "Two people at a machine",
            "file": file,
            "tags": "",
            "collection": Collection.get_first_root_node().pk,
            "focal_point_x": "",
            **answers,
        },
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Say what the picture shows."),
        ("  ", "Say what the picture shows."),
        ("DSC 0001", "only the name of the file"),
        ("DSC_0001.png", "only the name of the file"),
    ],
)
def test_picture_without_a_description_is_refused(desk, words, said):
    page = upload(desk, picture(name="DSC_0001.png"), description=words)

    assert page.status_code == 200
    assert said in " ".join(page.context["form"].errors["description"])


def test_picture_with_a_description_and_its_focal_point_is_kept(desk):
    point = {f"focal_point_{name}": 5 for name in ("x", "y", "width", "height")}
    upload(desk, picture(name="DSC_0001.png"), **point)

    kept = Picture.objects.get()
    assert (kept.description, kept.focal_point_x) == ("Two people at a machine", 5)


# Wagtail leaves the file open that it took over from the upload.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_several_pictures_wait_for_their_descriptions(desk):
    answer = desk.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": picture(name="DSC_0001.png"), "title": "DSC_0001"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    ).json()
    assert not Picture.objects.exists()
    number = answer["uploaded_file_id"]
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number])
    prefix = f"uploaded-image-{number}"
    collection = Collection.get_first_root_node().pk
    fields = {f"{prefix}-title": "A machine", f"{prefix}-tags": "", f"{prefix}-collection": collection}

    refused = desk.post(url, fields, headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert "Say what the picture shows." in refused["form"]

    desk.post(
        url,
        {**fields, f"{prefix}-description": "Two people at a machine"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert Picture.objects.get().description == "Two people at a machine"
    gc.collect()


# --- the list of contributions


def test_list_of_contributions_shows_what_waits(desk):
    person = contributor(name="Kestrel Bay")
    row = sent(person, title="What waits")

    page = desk.get(reverse("contributions")).content.decode()
    assert "What waits" in page
    assert f'href="/backoffice/pages/{row.page_id}/edit/"' in page
    assert (
        "No contribution is like this"
        in desk.get("/backoffice/contributions/?status=published").content.decode()
    )
    assert "What waits" in desk.get("/backoffice/contributions/?q=kestrel").content.decode()
    assert "What waits" not in desk.get("/backoffice/contributions/?q=heron").content.decode()


def test_list_of_contributions_says_that_none_waits(desk):
    assert "No contribution waits for you." in desk.get(reverse("contributions")).content.decode()


def test_list_of_contributions_is_taken_along(desk):
    sent(contributor(name="Kestrel Bay"), title="=HYPERLINK(1)")

    answer = desk.get("/backoffice/contributions/?export=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert lines[0] == "Title,Organisation,Kind,State,Since"
    assert lines[1].startswith("'=HYPERLINK(1),Kestrel Bay,News,waits for an editor,")
    assert desk.get("/backoffice/contributions/?export=xlsx").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_contributions_asks_no_more_for_more(desk, number, django_assert_num_queries):
    person = contributor()
    for count in range(number):
        sent(person, title=f"Contribution {count}")
    desk.get(reverse("contributions"))

    with django_assert_num_queries(LIST_QUERIES):
        desk.get(reverse("contributions"))


LIST_QUERIES = 12


# --- the guide


def test_guide_is_shown_where_it_is_needed(desk):
    page = desk.get(reverse("editors_guide")).content.decode()

    assert "A guide for editors" in page
    assert "<h2>Answer a contribution</h2>" in page
    assert "**" not in page


def test_home_pages_are_reached_from_the_root(desk):
    assert HomePage.objects.count() == 1
    assert desk.get(reverse("wagtailadmin_explore_root")).status_code == 200
    assert TextPage.objects.first().permissions_for_user(UserFactory()).can_edit() is False
