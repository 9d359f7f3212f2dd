"""The criteria: pure functions over a profile's values. No database, no request."""
