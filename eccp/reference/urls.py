"""The addresses of the room."""

from django.urls import URLPattern, path

from eccp.reference import views

app_name = "reference"
urlpatterns: list[URLPattern] = [path("access/", views.show, name="access")]
