"""The door for web servers."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eccp.config.settings")
application = get_wsgi_application()

# What is loaded by now stays: to look through it for garbage again and again takes a tenth of each page's time.
gc.collect()
gc.freeze()
