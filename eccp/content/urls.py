"""The addresses of the room, beside those of the pages."""

from django.urls import URLPattern, path

from eccp.content.views import calls, contributing, eastern_partnership, feeds, knowledge, search, topics

app_name = "content"
urlpatterns: list[URLPattern] = [
    path("search/", search.everything, name="search"),
    path("search/suggestions/", search.suggestions, name="suggest"),
    path("feeds/<slug:name>.atom", feeds.feed, name="feed"),
    path("calls.ics", feeds.calls_calendar, name="calls_calendar"),
    path("calls.csv", feeds.calls_table, name="calls_table"),
    path("calls/<int:pk>.ics", feeds.call_calendar, name="call_calendar"),
    path("calls/<int:pk>/remind/", calls.remind, name="remind"),
    path("my/reminders/", calls.reminders, name="reminders"),
    path("my/contributions/", contributing.mine, name="contributions"),
    path("my/contributions/new/<slug:kind>/", contributing.new, name="contribute"),
    path("my/contributions/picture/", contributing.held_picture, name="held_picture"),
    path("my/contributions/<int:pk>/", contributing.one, name="contribution"),
    path("my/contributions/<int:pk>/preview/", contributing.preview, name="contribution_preview"),
    path("my/contributions/<int:pk>/withdraw/", contributing.withdraw, name="withdraw_contribution"),
    path("my/contributions/<int:pk>/delete/", contributing.delete, name="delete_contribution"),
    path("knowledge/library.csv", knowledge.library_csv, name="library_csv"),
    path("knowledge/good-practice.csv", knowledge.practices_csv, name="practices_csv"),
    path("knowledge/networks.csv", knowledge.networks_csv, name="networks_csv"),
    path("knowledge/networks.json", knowledge.network_points, name="network_points"),
    path("knowledge/of/<slug:kind>/<slug:code>/", topics.topic, name="topic"),
    path("knowledge/countries/eastern-partnership/", eastern_partnership.show, name="eastern_partnership"),
    path(
        "knowledge/countries/eastern-partnership.csv",
        eastern_partnership.download,
        name="eastern_partnership_csv",
    ),
]
