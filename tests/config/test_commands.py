"""The commands of the assembly: clock, worker, serve."""

import socket
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from eccp.config.management.commands import serve
from eccp.core import clock
from eccp.core.models import Beat
from eccp.notices.models import OutgoingMail
from eccp.notices.services import keep


@pytest.mark.django_db(transaction=True)
def test_tick_runs_what_is_due_once(freeze):
    freeze(timezone.now())
    first, second = StringIO(), StringIO()

    call_command("tick", stdout=first)
    call_command("tick", stdout=second)

    assert "clock: config.forget_old_sessions" in first.getvalue()
    assert second.getvalue() == ""
    assert Beat.objects.get(name="clock").at == timezone.now()


def test_jobs_are_named_by_their_room_and_by_what_they_do():
    assert {job.name for job in clock._jobs.values()} == {
        f"{job.function.__module__.split('.')[1]}.{job.function.__name__}" for job in clock._jobs.values()
    }
    assert len(clock._jobs) > 10


@pytest.mark.django_db(transaction=True)
def test_tick_gives_work_back_whose_worker_died(freeze):
    keep(address="a@example.eu", subject="Hello", text="…")
    lost = DBTaskResult.objects.get()
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now() - timedelta(minutes=16))

    call_command("tick", stdout=StringIO())

    assert lost in DBTaskResult.objects.ready()


@pytest.mark.django_db(transaction=True)
def test_worker_does_what_waits_and_says_that_it_lives():
    for number in range(15):
        keep(address=f"person{number}@example.eu", subject="Hello", text="…")

    call_command("worker", "--once")

    assert set(OutgoingMail.objects.values_list("status", flat=True)) == {"sent"}
    assert Beat.objects.filter(name="worker").exists()


def test_serve_says_in_one_line_that_the_port_is_taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"^Port {port} is in use by another program"):
            serve.refuse_taken("127.0.0.1", port)


def test_serve_knows_whether_the_web_server_answers(live_server):
    host, port = live_server.thread.host, live_server.thread.port

    assert serve.answers(host, port)
    assert not serve.answers(host, 1)


def test_serve_names_address_accounts_and_mails(settings):
    settings.SITE_URL = "http://localhost:8123"

    lines = "\n".join(serve.welcome_lines())

    assert "The platform is at http://localhost:8123/en/" in lines
    assert "http://localhost:8123/en/demo/mails/" in lines


def test_serve_names_no_account_in_production(settings):
    settings.DEMO = False

    assert "account" not in "\n".join(serve.welcome_lines())
