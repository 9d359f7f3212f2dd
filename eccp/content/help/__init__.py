"""Help: the pages that an installation starts with, the criteria as the code has them, and the search within help."""
