"""The addresses of the room. Those of the demonstration exist nowhere else."""

from django.conf import settings
from django.urls import path

from eccp.notices import demo_views, views

app_name = "notices"
urlpatterns = [
    path("my/waiting/", views.index, name="index"),
    path("my/mails/", views.mails, name="mails"),
    path("my/mails/settings/", views.settings, name="settings"),
    path("my/mails/try-again/", views.try_again, name="try_again"),
    path("my/mails/<int:pk>/", views.mail, name="mail"),
    path("my/mails/<int:pk>/again/", views.again, name="again"),
    path("mails/off/<str:token>/", views.off, name="off"),
]
if settings.DEMO:
    urlpatterns += [
        path("demo/mails/", demo_views.demo_mails, name="demo_mails"),
        path("demo/mails/<int:pk>/", demo_views.demo_mail, name="demo_mail"),
        path("demo/mails/<int:pk>/html/", demo_views.demo_mail_html, name="demo_mail_html"),
    ]
