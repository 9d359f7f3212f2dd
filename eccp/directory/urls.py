"""The addresses of the room."""

from django.urls import path

from eccp.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.index, name="index"),
    path("filters/", views.filters, name="filters"),
    path("regions/", views.regions, name="regions"),
    path("suggest/", views.suggest, name="suggest"),
    path("points.json", views.points, name="points"),
    path("cards/", views.cards, name="cards"),
    path("embed/", views.embed, name="embed"),
    path("download.<slug:form>", views.download, name="download"),
]
