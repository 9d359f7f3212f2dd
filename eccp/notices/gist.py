"""What a mail says, in two lines."""

import re

from django.utils.text import Truncator

from eccp.notices.models import OutgoingMail

TWO_LINES = 180
FOOT = "\n--\n"
GREETING = 60  # no longer is the line that ends with a comma and greets
ADDRESS = re.compile(r"https?://\S+")


def gist(mail: OutgoingMail) -> str:
    """The first words of the letter after its heading and its greeting, without addresses of pages."""
    lines = [line.strip() for line in mail.text.split(FOOT)[0].splitlines()]
    said = [line for line in lines if line and not ADDRESS.fullmatch(line)]
    greetings = [n for n, line in enumerate(said[:2]) if line.endswith(",") and len(line) <= GREETING]
    if greetings:
        said = said[greetings[0] + 1 :]
    elif said and said[0] == mail.subject:
        said = said[1:]
    return Truncator(" ".join(said)).chars(TWO_LINES)
