"""The addresses of the room, besides allauth's under `accounts/`."""

from django.urls import path

from eccp.accounts import views

app_name = "accounts"
urlpatterns = [path("account/", views.account, name="account")]
