"""The addresses of the room, besides allauth's under `accounts/`."""

from django.urls import path

from eccp.accounts.views import account, data, erasing, register

app_name = "accounts"
urlpatterns = [
    path("account/", account.account, name="account"),
    path("my/data/", data.data, name="data"),
    path("my/data/archive/", data.ask, name="ask"),
    path("my/data/archive/<int:pk>/", data.fetch, name="fetch"),
    path("my/data/archive/<str:token>/", data.download, name="download"),
    path("my/data/consents/<int:pk>/withdraw/", data.withdraw, name="withdraw"),
    path("my/data/erase/", erasing.explain, name="erase_explained"),
    path("my/data/erase/confirm/", erasing.erase, name="erase"),
    path("farewell/", erasing.erased, name="erased"),
    path("privacy/register/", register.register, name="register"),
    path("privacy/register.json", register.register_data, name="register_data"),
]
