"""Keeps a few processes alive together, and stops them together."""

import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
SETTLED_AFTER = 60.0
LOOK_EVERY = 0.5
PATIENCE = 8.0


@dataclass
class Child:
    """One process that ought to run."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    again_at: float = 0.0
    pause: float = FIRST_PAUSE

    def start(self, now: float) -> None:
        """Run the command."""
        self.process = subprocess.Popen(self.command)  # noqa: S603 (our own commands)
        self.started = now

    def died(self, now: float) -> int | None:
        """The exit code of a process that ended by itself, once; then when to start it again is set.

        Who dies soon after the start waits twice as long each time, at most half a minute.
        """
        if self.process is None or (code := self.process.poll()) is None:
            return None
        if now - self.started >= SETTLED_AFTER:
            self.pause = FIRST_PAUSE
        self.process, self.again_at = None, now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        return code


@dataclass
class Supervisor:
    """Starts the children, starts again whoever dies, and stops all on a signal."""

    children: list[Child]
    say: Callable[[str], None]
    stopping: Event = field(default_factory=Event)

    def run(self, meanwhile: Callable[[], None]) -> None:
        """Run until SIGINT or SIGTERM; `meanwhile` is called at each look, every half second."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stopping.set())
        try:
            while not self.stopping.is_set():
                self.look(time.monotonic())
                meanwhile()
                self.stopping.wait(LOOK_EVERY)
        finally:
            self.stop()

    def look(self, now: float) -> None:
        """Start whoever ought to run and does not."""
        for child in self.children:
            code = child.died(now)
            if code is not None and not self.stopping.is_set():
                self.say(
                    f"{child.name} ended with code {code} and starts again in {child.again_at - now:.0f} s"
                )
            if child.process is None and now >= child.again_at:
                child.start(now)

    def stop(self) -> None:
        """Ask all to end; who does not within a few seconds is ended."""
        running = [child.process for child in self.children if child.process]
        for process in running:
            process.terminate()
        until = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
