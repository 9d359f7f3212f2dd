"""The addresses of the room."""

from django.urls import path

from eccp.validation.views import applying, deciding, holding, letters, queueing

app_name = "validation"
urlpatterns = [
    path("my/<int:pk>/submit/", applying.submit, name="submit"),
    path("applications/<int:pk>/", applying.application, name="application"),
    path("applications/<int:pk>/answer/", applying.answer, name="answer"),
    path("applications/<int:pk>/withdraw/", applying.withdraw, name="withdraw"),
    path("validation/", queueing.index, name="queue"),
    path("validation/queue.csv", queueing.export, name="export"),
    path("validation/<int:pk>/", deciding.decision, name="decision"),
    path("validation/<int:pk>/take/", holding.take, name="take"),
    path("validation/<int:pk>/release/", holding.release, name="release"),
    path("validation/<int:pk>/hand/", holding.hand, name="hand"),
    path("validation/<int:pk>/read-again/", holding.read_again, name="read_again"),
    path("validation/<int:pk>/letters/<int:recognition_pk>/", letters.letter, name="letter"),
]
