"""What members of organisations contribute: written in a form on the site, moderated in Wagtail's workflow."""
