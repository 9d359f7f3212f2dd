"""What can go wrong when a website is asked, as codes; whoever shows them finds the words for people."""

from __future__ import annotations

from enum import StrEnum


class Problem(StrEnum):
    """Why a website gave no readable page. Every one of them is evidence, none is an error of ours."""

    BAD_ADDRESS = "bad_address"  # not an address we can ask: another scheme, a password in it, odd numbers
    REFUSED_ADDRESS = "refused_address"  # leads to a private or reserved network, or to an unusual port
    NOT_FOUND_HOST = "not_found_host"  # the name is not known
    TIMED_OUT = "timed_out"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    TLS = "tls"  # the certificate is not valid for this name, or no secure connection came about
    CONNECTION = "connection"  # nobody answers, or the line broke
    UNREADABLE = "unreadable"  # an answer came, but not one a browser would understand
    ERROR_STATUS = "error_status"  # the site itself says that something is wrong (400 and above)
    NOT_HTML = "not_html"


class Unreachable(Exception):
    """A website could not, or must not, be asked."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem
