"""The languages of Europe, in which pages may be written, and those that the platform itself speaks.

Wagtail offers for pages only what Django knows as a language, so that `LANGUAGES` has all 24. What the
platform says in its own words (pages, mails, refusals) it says only in `INTERFACE_LANGUAGES`: each of them has
a complete `eccp/locale/<code>/LC_MESSAGES/django.po`, which a test keeps complete.
"""

from django.conf.locale import LANG_INFO

LANGUAGES = [
    ("bg", "български"),
    ("cs", "čeština"),
    ("da", "dansk"),
    ("de", "Deutsch"),
    ("el", "ελληνικά"),
    ("en", "English"),
    ("es", "español"),
    ("et", "eesti"),
    ("fi", "suomi"),
    ("fr", "français"),
    ("ga", "Gaeilge"),
    ("hr", "hrvatski"),
    ("hu", "magyar"),
    ("it", "italiano"),
    ("lt", "lietuvių"),
    ("lv", "latviešu"),
    ("mt", "Malti"),
    ("nl", "Nederlands"),
    ("pl", "polski"),
    ("pt", "português"),
    ("ro", "română"),
    ("sk", "slovenčina"),
    ("sl", "slovenščina"),
    ("sv", "svenska"),
]
INTERFACE_LANGUAGES = ["en", "fr"]
PAGES_ONLY = [code for code, _name in LANGUAGES if code not in INTERFACE_LANGUAGES]

# Django has words of its own in 23 of them and does not know the name of the last.
LANG_INFO.setdefault("mt", {"bidi": False, "code": "mt", "name": "Maltese", "name_local": "Malti"})
