"""Compile every template of the project, so that a misspelt tag is found before a visitor finds it."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "eccp" / "templates"


def main() -> int:
    """Compile all, name each that fails, and count."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eccp.config.settings")
    import django
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template

    django.setup()
    problems = 0
    for file in sorted(TEMPLATES.rglob("*")):
        if file.suffix not in {".html", ".txt"}:
            continue
        name = str(file.relative_to(TEMPLATES))
        try:
            get_template(name)
        except TemplateSyntaxError as problem:
            problems += 1
            print(f"{name}: {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
