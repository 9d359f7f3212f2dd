"""The two sizes at which every page is looked at."""

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}
