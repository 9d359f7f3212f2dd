"""The addresses of the room."""

from django.urls import URLPattern, path

from eccp.organisations.views import (
    acting,
    claiming,
    confirming,
    disputing,
    history,
    home,
    invitation,
    inviting,
    joining,
    membership,
    merging,
    profile,
    roles,
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
    path("my/act/", acting.act, name="act"),
    path("my/requests/<int:request_pk>/withdraw/", team.withdraw_join, name="withdraw_join"),
    path("my/<int:pk>/team/invite/", inviting.invite, name="invite"),
    path(
        "my/<int:pk>/team/invitations/<int:invitation_pk>/",
        inviting.change_invitation,
        name="change_invitation",
    ),
    path("my/<int:pk>/team/people/<int:person_pk>/", roles.change_role, name="change_role"),
    path("my/<int:pk>/team/people/<int:person_pk>/remove/", roles.remove, name="remove"),
    path("my/<int:pk>/team/hand-over/", roles.hand_over, name="hand_over"),
    path("my/<int:pk>/team/leave/", roles.leave, name="leave"),
    path("my/<int:pk>/team/become-manager/", roles.become_manager, name="become_manager"),
    path("my/<int:pk>/team/claims/<int:claim_pk>/", disputing.answer_claim, name="answer_claim"),
    path("profiles/<int:pk>/dispute/", disputing.dispute, name="dispute"),
    path("invitations/<str:token>/", invitation.invitation, name="invitation"),
    path("profiles/<int:pk>/join/", joining.join, name="join"),
    path("profiles/<int:pk>/claim/", claiming.claim, name="claim"),
    path("profiles/<int:pk>/merge/", merging.merge, name="merge"),
    path("profiles/<int:pk>-<slug:slug>/", profile.profile, name="profile"),
    path("claims/<str:token>/", claiming.claim_proof, name="claim_proof"),
    path("confirm/<str:token>/", confirming.confirm, name="confirm"),
]
