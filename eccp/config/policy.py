"""What browsers may do with our pages. Why, and what was not chosen: `docs/decisions/0014`.

Only scripts with the nonce of their own answer run: what somebody manages to write into a page does not,
nor does a file of ours that a page did not mean to load. All else comes from this site.
"""

from typing import Any

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE

__all__ = ["BACK_OFFICE_POLICY", "EMBED_POLICY", "PERMISSIONS_POLICY", "UPLOAD_POLICY"]

# Wagtail's back office writes scripts and styles into its pages; the exception stays on its path.
BACK_OFFICE_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],  # a picture shows before it is uploaded
    "frame-src": [SELF],  # how a page will look
    "frame-ancestors": [SELF],
}
# Other sites may show the directory's map in a frame; this one page alone carries the exception.
EMBED_POLICY = {"frame-ancestors": ["*"]}
# A file that somebody uploaded: shown, but never more than a picture, even where a browser takes it for a page.
UPLOAD_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"

# What pages never use. Passkeys and the copying of a code snippet are used by this site itself.
SENSORS_OFF = (
    "accelerometer autoplay bluetooth browsing-topics camera display-capture encrypted-media fullscreen "
    "gamepad geolocation gyroscope hid idle-detection local-fonts magnetometer microphone midi payment "
    "picture-in-picture screen-wake-lock serial storage-access usb web-share window-management "
    "xr-spatial-tracking"
).split()
OWN_USE = ("clipboard-write", "publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS_POLICY = ", ".join(
    [*(f"{name}=()" for name in SENSORS_OFF), *(f"{name}=(self)" for name in OWN_USE)]
)


def content_security_policy(forms_lead_to: list[str], *, encrypted: bool) -> dict[str, Any]:
    """The policy of every answer: `forms_lead_to` names other sites that a form may end at, to sign in."""
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [NONCE],
            "style-src": [SELF],
            "img-src": [SELF, "data:"],  # the design system's style sheet has small pictures in it
            "font-src": [SELF],
            "connect-src": [SELF],
            "manifest-src": [SELF],
            "frame-src": [NONE],
            "worker-src": [NONE],
            "media-src": [NONE],
            "object-src": [NONE],
            "base-uri": [NONE],
            "form-action": [SELF, *forms_lead_to],
            "frame-ancestors": [NONE],
            "upgrade-insecure-requests": encrypted,
        }
    }
