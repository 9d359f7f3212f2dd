"""Everything that runs, in one command: web server, worker, indexer and clock."""

import errno
import os
import socket
import sys
from argparse import ArgumentParser
from http.client import HTTPConnection, HTTPException
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from eccp.config.demo_accounts import ACCOUNTS
from eccp.config.supervisor import Child, Supervisor

WEB_THREADS = 4


class Command(BaseCommand):
    """Runs until it is stopped; whoever dies is started again."""

    help = "Run web server, worker, indexer and clock together, until stopped."
    requires_system_checks = ()  # `prepare` has looked

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read where to listen; the environment's words are the defaults."""
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--web-workers", type=int, default=int(os.environ.get("WEB_WORKERS", "2")))

    def handle(self, *, host: str, port: int, web_workers: int, **options: Any) -> None:
        """Start all, say where everything is once the web server answers, and keep watch."""
        refuse_taken(host, port)
        self.host, self.port = host, port
        self.behind = [
            Child("worker", own_command("worker")),
            Child("indexer", own_command("indexer")),
            Child("clock", own_command("tick", "--forever")),
        ]
        self.supervisor = Supervisor([Child("web server", web_command(host, port, web_workers))], self.say)
        self.supervisor.run(self.welcome)
        self.say("Stopped. The data stay where they are.")

    def say(self, line: str) -> None:
        """Write one line at once, also into a pipe."""
        self.stdout.write(line)
        self.stdout.flush()

    def welcome(self) -> None:
        """When the web server answers, say once where everything is, and start what works behind it.

        Not before: on a small machine all of them starting together keep the first visitor waiting.
        """
        if self.behind and answers(self.host, self.port):
            self.supervisor.children += self.behind
            self.behind = []
            self.say("\n".join(["", *welcome_lines(), ""]))


def own_command(*words: str) -> list[str]:
    """A command of ours, run by the same Python."""
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]


def web_command(host: str, port: int, workers: int) -> list[str]:
    """The web server: few processes with few threads, since the work is the processor's."""
    return [
        *(sys.executable, "-m", "granian", "eccp.config.wsgi:application"),
        *("--interface", "wsgi", "--http", "1", "--no-ws"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(WEB_THREADS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
        *("--working-dir", str(settings.BASE_DIR)),
    ]


def refuse_taken(host: str, port: int) -> None:
    """Say in one line that another program has the port, or that the host is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise CommandError(
                    f"Port {port} is in use by another program. Choose one: PORT=8001 make run"
                ) from None
            raise CommandError(f"Cannot listen on {host}, port {port}: {problem.strerror}.") from None


def answers(host: str, port: int) -> bool:
    """Whether the web server answers anything at all."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (compared, not bound)
    connection = HTTPConnection(near, port, timeout=2)
    try:
        connection.request("GET", "/robots.txt")
        return connection.getresponse().status > 0
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def welcome_lines() -> list[str]:
    """The address; in the demonstration the accounts and the page of mails too."""
    lines = [f"The platform is at {settings.SITE_URL}{reverse('home')}"]
    if settings.DEMO:
        lines += ["", "Sign in with one of the demonstration accounts:"]
        width = max(len(account.email) for account in ACCOUNTS)
        lines += [f"  {account.email:<{width}}  {account.password}  ({account.role})" for account in ACCOUNTS]
        lines += ["", f"The mails that it would send: {settings.SITE_URL}{reverse('notices:demo_mails')}"]
    return [*lines, "", "Stop with Ctrl+C."]
