"""All addresses, room by room."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from eccp.config import refusing, views, well_known
from eccp.config.api import api
from eccp.config.languages import PAGES_ONLY
from eccp.content import serving
from eccp.content.views.dots import dots

handler400 = refusing.unreadable
handler429 = refusing.too_many_tries

PLACE = r"(?:[\w\-]+/)*"  # of a page: slugs, each with its slash

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("api/v1/", api.urls),
    path(".well-known/security.txt", well_known.security, name="security"),
    path(
        "security.txt", RedirectView.as_view(pattern_name="security", permanent=True), name="security_at_root"
    ),
    path(
        ".well-known/change-password",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="change_password",
    ),
    path("dots.svg", dots, name="dots"),
    path("media/<path:name>", views.media, name="media"),
    path(settings.BACK_OFFICE_PATH.strip("/") + "/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Pages in the languages that the platform itself does not speak.
    re_path(
        rf"^(?P<language>{'|'.join(PAGES_ONLY)})/(?P<path>{PLACE})$",
        serving.in_other_language,
        name="page_in_other_language",
    ),
]

urlpatterns += i18n_patterns(
    path("accounts/", include("eccp.accounts.signing_in_urls")),
    path("", include("eccp.accounts.urls")),
    path("", include("eccp.notices.urls")),
    path("", include("eccp.organisations.urls")),
    path("", include("eccp.conversations.urls")),
    path("", include("eccp.validation.urls")),
    path("directory/", include("eccp.directory.urls")),
    path("", include("eccp.figures.urls")),
    path("", include("eccp.reference.urls")),
    path("", include("eccp.content.urls")),
    path("", serving.serve, {"path": ""}, name="home"),
    # Before Wagtail's own of this name; its forms for passwords of pages stand below _util.
    re_path(rf"^(?!_util/)({PLACE})$", serving.serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
)
