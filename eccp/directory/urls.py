"""The addresses of the room."""

from django.urls import path

from eccp.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.index, name="index"),
    path("points.json", views.points, name="points"),
    path("cards/", views.cards, name="cards"),
    path("download.csv", views.download, name="download"),
]
