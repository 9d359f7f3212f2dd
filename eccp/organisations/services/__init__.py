"""The verbs of the room, by subject.

draft → published (validated) → unpublished, archived; listed (from a register) → claimed, published.
Validation decides in a room above and calls `publish` here.
"""
