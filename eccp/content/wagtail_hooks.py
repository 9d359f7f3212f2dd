"""The room's place in the back office: menus, the first page, lists and the guide. What they are is in `backoffice/`."""

from typing import Any

from django.urls import URLPattern, path
from wagtail import hooks

from eccp.content.backoffice import beginning, decisions, guide, home, menus, script, staying
from eccp.content.backoffice.contributions import Contributions
from eccp.content.backoffice.report import Checks, check_again, check_all
from eccp.content.contributing.copies import refuse_copying

hooks.register("register_admin_menu_item", menus.contributions)
hooks.register("register_admin_menu_item", menus.redirects)
hooks.register("register_settings_menu_item", menus.languages)
hooks.register("register_reports_menu_item", menus.checks)
hooks.register("register_help_menu_item", menus.guide)
hooks.register("register_help_menu_item", menus.platform_help)
hooks.register("construct_main_menu", menus.shorten_main)
hooks.register("construct_reports_menu", menus.shorten_reports)
hooks.register("construct_settings_menu", menus.shorten_settings)
hooks.register("construct_help_menu", menus.shorten_help)
hooks.register("construct_homepage_panels", home.put_panels)
hooks.register(
    "construct_homepage_summary_items", beginning.put_beginnings, order=1000
)  # after Wagtail's own
hooks.register("register_admin_viewset", beginning.pages)
hooks.register("construct_page_action_menu", menus.decide_by_the_workflow)
hooks.register("before_copy_page", refuse_copying)
hooks.register("before_edit_page", decisions.refuse_past_the_decision)
hooks.register("after_edit_page", decisions.say_what_came_of_it)
hooks.register("before_unpublish_page", staying.refuse_taking_down)
hooks.register("before_bulk_action", staying.refuse_taking_many_down)
hooks.register("insert_editor_js", script.latin_addresses)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Where the lists and the guide stand, and where a check is asked for."""
    contributions: Any = Contributions
    checks: Any = Checks
    return [
        path("contributions/", contributions.as_view(), name="contributions"),
        path(
            "contributions/results/",
            contributions.as_view(results_only=True),
            name="contributions_results",
        ),
        path("reports/links/", checks.as_view(), name="page_checks"),
        path("reports/links/results/", checks.as_view(results_only=True), name="page_checks_results"),
        path("reports/links/again/", check_all, name="page_checks_all"),
        path("reports/links/<int:pk>/again/", check_again, name="page_check_again"),
        path("guide/", guide.show, name="editors_guide"),
    ]
