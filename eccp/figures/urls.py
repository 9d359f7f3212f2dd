"""The addresses of the room."""

from django.urls import URLPattern, path

from eccp.figures import views

app_name = "figures"
urlpatterns: list[URLPattern] = [
    path("figures/", views.index, name="index"),
    path("figures/figures.xlsx", views.book, name="book"),
    path("figures/<slug:name>.csv", views.data, name="data"),
]
