"""The doors of the room: each finds, asks, makes one call, and answers."""
