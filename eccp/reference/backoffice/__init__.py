"""What Wagtail's back office needs to know of this room: how records are stored, and their history."""
