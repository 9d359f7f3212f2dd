"""The addresses of the room."""

from django.urls import path

from eccp.conversations.views import beginning, blocks, files, inbox, reading

app_name = "conversations"
urlpatterns = [
    path("my/conversations/", inbox.inbox, name="inbox"),
    path("my/conversations/blocks/", blocks.blocks, name="blocks"),
    path("my/conversations/blocks/<int:pk>/end/", blocks.end, name="unblock"),
    path("my/conversations/files/<int:pk>/", files.attachment, name="attachment"),
    path("my/conversations/<int:pk>/", reading.thread, name="thread"),
    path("my/conversations/<int:pk>/unread/", reading.unread, name="unread"),
    path("my/conversations/<int:pk>/close/", reading.close, name="close"),
    path("my/conversations/<int:pk>/block/", reading.block, name="block"),
    path("profiles/<int:pk>/contact/", beginning.begin, name="begin"),
    path("profiles/<int:pk>/report/", beginning.report, name="report"),
]
