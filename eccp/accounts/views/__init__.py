"""The pages of the room: one's own account, one's data, erasing it, and the register of processing."""
