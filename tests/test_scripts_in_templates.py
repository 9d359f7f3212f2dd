"""Every script of a template carries the nonce of its answer, and nothing else in a template runs."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR, "eccp", "templates")
PAGES = sorted(
    file for file in TEMPLATES.rglob("*.html") if "mail" not in file.relative_to(TEMPLATES).parts[0]
)
SCRIPT = re.compile(r"<script\b[^>]*>")
OPENING = '<script nonce="{{ request.csp_nonce }}" '
INLINE = re.compile(r"<script\b[^>]*>\s*[^<\s]")
RUNS_BY_ITSELF = re.compile(
    r"""<[^>]+\s(on[a-z]+\s*=|style\s*=|(href|src|action)\s*=\s*["']?\s*javascript:)"""
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TEMPLATES)))
def test_scripts_have_the_nonce_and_stand_in_files(page):
    text = page.read_text()

    data = [tag for tag in SCRIPT.findall(text) if 'type="application/' in tag]  # data, which never runs
    assert [tag for tag in SCRIPT.findall(text) if tag not in data and not tag.startswith(OPENING)] == []
    assert [tag for tag in SCRIPT.findall(text) if tag not in data and "src=" not in tag] == []
    assert data or not INLINE.search(text)
    assert not RUNS_BY_ITSELF.search(text)
    assert "<style" not in text


def test_scripts_write_no_code():
    for script in Path(settings.BASE_DIR, "eccp", "static").rglob("*.js"):
        assert not re.search(
            r"\beval\(|new Function\(|document\.write\(|createElement\('script'", script.read_text()
        ), script
