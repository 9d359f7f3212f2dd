"""The copy of the public profiles that is searched: made, kept, checked and rebuilt from the database."""
