"""Under which terms the directory's data are open: page, files and interface say the same."""

NAME = "CC BY 4.0"
TITLE = "Creative Commons Attribution 4.0 International"
URL = "https://creativecommons.org/licenses/by/4.0/"
LINK = f'<{URL}>; rel="license"'  # the header of RFC 8288
SOURCE = "European Cluster Collaboration Platform"
LEFT_OUT = (
    "Contact persons, staff, letters of recognition and drafts are not in it. "
    "Listed profiles are not validated and name the register that they come from."
)
