"""What OpenAPI says beyond the operations: media types of errors, headers, terms."""

from typing import Any

from django.conf import settings

from eccp.core.limits import API
from eccp.directory import licence
from eccp.directory.api import LIMIT_AT_MOST

PROBLEM = "application/problem+json"
TITLE = "European Cluster Collaboration Platform"
ABOUT = f"""\
The public profiles of the directory, read-only and without a key: validated profiles, and profiles that are \
listed from registers and say so. {licence.LEFT_OUT} And what is open to organisations of a country on a date, \
with the rule that says so. And what the platform counts, with the definition of each figure. \
And open calls with their cut-offs.

**Limits.** At most {LIMIT_AT_MOST} items a page; `next` leads through all of them. At least {API.most} \
requests in {API.seconds} seconds from one address; beyond that 429 says in `Retry-After` how long to wait. \
For everything at once take a download of the directory.

**Unchanged answers** cost no body: send the `ETag` of the last one as `If-None-Match` and get 304.

**Pages of other sites** may ask with their scripts, too, and send tags (`Access-Control-Allow-Origin: *`).

**Errors** are `{PROBLEM}` (RFC 9457). A parameter that is unknown, given twice or not understood is an error, \
never left out in silence.

**Licence.** {licence.TITLE}: name {licence.SOURCE} as the source.
"""
MORE: dict[str, Any] = {
    "info": {
        "license": {"name": licence.NAME, "url": licence.URL},
        "summary": "Find and read public profiles.",
    },
    "externalDocs": {"description": "About the data", "url": f"{settings.SITE_URL}/en/data/"},
    "tags": [
        {"name": "profiles", "description": "Cluster organisations and their partners."},
        {"name": "access", "description": "What is open to organisations of a country."},
        {"name": "calls", "description": "Open calls with their cut-offs."},
        {"name": "figures", "description": "What the platform counts, with definitions and growth."},
    ],
}
SERVERS = [{"url": settings.SITE_URL}]


def header(description: str, **schema: Any) -> dict[str, Any]:
    """A header that an answer always has."""
    return {"description": description, "required": True, "schema": {"type": "string", **schema}}


ETAG = header("The tag of this answer, to be sent as `If-None-Match`.", pattern='^(W/)?".+"$')
LICENCE = header("The licence of the data, as `rel=license` of RFC 8288.")
LATER = header("After how many seconds to ask again.", pattern="^[0-9]+$")
HEADERS = {
    "200": {"ETag": ETAG, "Link": LICENCE},
    "304": {"ETag": ETAG},
    "429": {"Retry-After": LATER},
    "503": {"Retry-After": LATER},
}
SAID = {
    "304": "Unchanged since the answer of that tag.",
    "400": "The request itself could not be understood.",
    "404": "There is nothing at this address.",
    "422": "Some parameters could not be understood; each is named.",
    "429": "Too many requests from this address.",
    "503": "The search is being set up.",
}


def complete(described: dict[str, Any]) -> dict[str, Any]:
    """Finish a description, in place."""
    for path in described["paths"].values():
        for operation in path.values():
            operation["responses"] = {
                str(status): answer(str(status), said) for status, said in operation["responses"].items()
            }
            for parameter in operation["parameters"]:
                parameter.pop("examples", None)  # they stand in the schema, in the form that OpenAPI wants
                if parameter["schema"].get("default", ...) is None:
                    del parameter["schema"]["default"]
    return described


def answer(status: str, said: dict[str, Any]) -> dict[str, Any]:
    """One answer of an operation, with its headers; errors in their own media type."""
    said = said | {"description": SAID.get(status, said["description"])}
    if status in HEADERS:
        said["headers"] = HEADERS[status]
    if status >= "400":
        (content,) = said["content"].values()
        said["content"] = {PROBLEM: content}
    return said
