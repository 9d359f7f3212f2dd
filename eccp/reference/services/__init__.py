"""The verbs of the room: loading reference data."""
