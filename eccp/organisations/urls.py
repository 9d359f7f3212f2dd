"""The addresses of the room."""

from django.urls import URLPattern, path

from eccp.organisations.views import (
    claiming,
    confirming,
    history,
    home,
    joining,
    membership,
    merging,
    profile,
    start,
    steps,
    team,
)

app_name = "organisations"
urlpatterns: list[URLPattern] = [
    path("my/new/", start.start, name="start"),
    path("my/<int:pk>/edit/", steps.edit, name="edit"),
    path("my/<int:pk>/edit/<slug:step>/", steps.step, name="step"),
    path("my/<int:pk>/check/<slug:step>/", steps.check, name="check"),
    path("my/", home.home, name="home"),
    path("my/<int:pk>/history/", history.history, name="history"),
    path("my/<int:pk>/team/", team.team, name="team"),
    path("my/<int:pk>/team/requests/<int:request_pk>/", team.answer_join, name="answer_join"),
    path(
        "my/<int:pk>/team/members/<int:membership_pk>/",
        membership.answer_membership,
        name="answer_membership",
    ),
    path("profiles/<int:pk>/join/", joining.join, name="join"),
    path("profiles/<int:pk>/claim/", claiming.claim, name="claim"),
    path("profiles/<int:pk>/merge/", merging.merge, name="merge"),
    path("profiles/<int:pk>-<slug:slug>/", profile.profile, name="profile"),
    path("claims/<str:token>/", claiming.claim_proof, name="claim_proof"),
    path("confirm/<str:token>/", confirming.confirm, name="confirm"),
]
