"""The addresses of signing in: allauth's, and before them the few where we do more than allauth."""

from django.urls import include, path

from eccp.accounts.views import signing_in

urlpatterns = [
    path("2fa/webauthn/keys/<int:pk>/remove/", signing_in.RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("sessions/<int:pk>/end/", signing_in.end_session, name="usersessions_end"),
    path("oidc/<str:provider_id>/login/", signing_in.leave, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", signing_in.come_back, name="openid_connect_callback"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("3rdparty/", include("allauth.socialaccount.urls")),
]
