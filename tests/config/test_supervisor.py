"""Who dies is started again, later each time; who is asked to stop, stops."""

import signal
import sys

import pytest

from eccp.config.supervisor import FIRST_PAUSE, LONGEST_PAUSE, SETTLED_AFTER, Child, Supervisor

DIES = (sys.executable, "-c", "raise SystemExit(3)")
# Says that it is ready, so that a test can wait for it, and then lives until it is told to end.
LIVES = (sys.executable, "-c", "import signal, sys; print('ready', flush=True); signal.pause()")


def ended(child: Child) -> Child:
    """Wait until the child's process has ended."""
    child.process.wait(10)
    return child


def test_child_that_dies_is_started_again_after_a_pause():
    said = []
    child = Child("worker", DIES)
    supervisor = Supervisor([child], said.append)
    supervisor.look(0.0)
    ended(child)

    supervisor.look(1.0)
    assert said == ["worker ended with code 3 and starts again in 1 s"]
    assert child.process is None

    supervisor.look(1.0 + FIRST_PAUSE)
    assert ended(child).process.returncode == 3


def test_pause_doubles_up_to_half_a_minute():
    child, pauses, now = Child("worker", DIES), [], 0.0

    for _turn in range(7):
        child.start(now)
        ended(child)
        child.died(now)
        pauses.append(child.again_at - now)
        now = child.again_at

    assert pauses == [1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE]


def test_pause_is_short_again_for_a_child_that_had_settled():
    child = Child("worker", DIES, pause=16.0)
    child.start(0.0)
    ended(child)

    child.died(SETTLED_AFTER)

    assert child.again_at == SETTLED_AFTER + FIRST_PAUSE


def test_living_child_is_left_alone():
    child = Child("worker", LIVES)
    supervisor = Supervisor([child], pytest.fail)
    supervisor.look(0.0)
    first = child.process

    supervisor.look(100.0)

    assert child.process is first
    supervisor.stop()


def test_stop_ends_all_children():
    children = [Child("web server", LIVES), Child("worker", LIVES)]
    supervisor = Supervisor(children, pytest.fail)
    supervisor.look(0.0)

    supervisor.stop()

    assert [child.process.returncode for child in children] == [-signal.SIGTERM] * 2


def test_child_that_ends_while_all_stop_is_not_started_again():
    child = Child("worker", DIES)
    supervisor = Supervisor([child], pytest.fail)
    supervisor.look(0.0)
    ended(child)
    supervisor.stopping.set()

    supervisor.look(0.5)

    assert child.process is None
