"""Where secrets come from: the environment in production, a file of its own in the demonstration."""

import os
import secrets
from pathlib import Path


def secret_key(data_dir: Path, mode: str) -> str:
    """The key that signs sessions and links.

    Production refuses to start without `SECRET_KEY`; the demonstration makes one and keeps it.
    """
    if key := os.environ.get("SECRET_KEY"):
        return key
    if mode == "production":
        raise SystemExit("SECRET_KEY is not set. Production does not start without it.")
    kept = data_dir / "secret.key"
    if not kept.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()
