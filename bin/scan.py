"""Scan a demonstration of its own with wapiti: as nobody, and as a member of an organisation who is signed in.

The demonstration stands on a free port of this machine, with data that are deleted afterwards, by https and
with the cookies and headers of production. `SCAN_MINUTES` bounds each of the two scans. The reports stay in
`var/scan/`. The exit code is 1 when anything above informational was found.
"""

import datetime as dt
import http.cookiejar
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import IO, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "var" / "scan"
WAPITI = ROOT / ".venv-scan" / "bin" / "wapiti"
MINUTES = float(os.environ.get("SCAN_MINUTES", "10"))
MEMBER, PASSWORD = "maya.lindqvist@demo.example", "demo-clusters-2026"
INFORMATIONAL = 0
LEVELS = ("informational", "low", "medium", "high", "critical")
SECONDS_TO_START = 60
# The quick ones last, so that the last report is written. Not used: those that ask a host outside (`ssrf`,
# `xxe`, `log4shell`), that look for programs we do not run (`spring4shell`, `wp_enum`), and `csrf`, which sends
# the kind of content twice and takes the same refusal twice for no refusal: `tests/test_csrf.py` sends every form.
MODULES = (
    "sql timesql xss permanentxss exec file crlf redirect ldap upload shellshock backup htaccess methods "
    "cookieflags csp http_headers"
).split()
# Where the scanner would end its own session, or only ask the same thing with other words again and again.
LEFT_OUT = (
    "/en/accounts/logout/*",
    "/en/accounts/sessions/*",
    "/en/my/data/*",
    "/en/directory/download.*",
    "/static/*",
    *(f"/en/profiles/{first}*" for first in range(1, 9)),  # one in nine is enough: one view makes them all
)


def main() -> int:
    """Scan twice, and say what was scanned and found."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="eccp-scan-") as place, demonstration(Path(place)) as site:
        found = [
            *scanned(site, Path(place), "nobody", cookies_of(site, sign_in=False)),
            *scanned(site, Path(place), "a member", cookies_of(site, sign_in=True)),
        ]
    print(*found, sep="\n")
    print(f"Found above informational: {len(found)}. The reports are in {REPORTS.relative_to(ROOT)}/.")
    return 1 if found else 0


@contextmanager
def demonstration(place: Path) -> Iterator[str]:
    """The platform with its invented community, behind https; ended and deleted afterwards."""
    port = free_port()
    site = f"https://127.0.0.1:{port}"
    key, certificate = own_certificate(place)
    environment = {
        **os.environ,
        "MODE": "demo",
        "DATA_DIR": str(place / "data"),
        "DJANGO_SETTINGS_MODULE": "bin.scan_settings",
        "PYTHONPATH": str(ROOT),
        "PORT": str(port),
        "SITE_URL": site,
        "LOG_LEVEL": "ERROR",
    }
    for command in (["prepare"], ["index", "rebuild"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "eccp.config.wsgi:application", "--interface", "wsgi"),
            *("--http", "1", "--host", "127.0.0.1", "--port", str(port), "--log-level", "error"),
            *("--ssl-certificate", str(certificate), "--ssl-keyfile", str(key), "--blocking-threads", "4"),
        ],
        cwd=ROOT,
        env=environment,
        stdout=(REPORTS / "server.log").open("w"),
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for(site)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=20)


def scanned(site: str, place: Path, who: str, cookies: str) -> list[str]:
    """Crawl, then attack with one module after the other; what was found above informational, a line each.

    All with the same cookies, because the tokens of the forms belong to them.
    """
    name = who.replace(" ", "-")
    report = REPORTS / f"{name}.json"
    report.unlink(missing_ok=True)
    wapiti = [
        *(str(WAPITI), "-u", f"{site}/", "--scope", "domain", "--no-bugreport", "--tasks", "4", "-t", "30"),
        *("--store-session", str(place / name), "--store-config", str(place / "config")),
        *("-H", f"Origin: {site}"),  # as browsers say it: else every form is refused before it is read
        *("--detailed-report", "1", "-f", "json", "-o", str(report), "--drop-set-cookie", "-C", cookies),
    ]
    left_out = [word for path in LEFT_OUT for word in ("-x", site + path)]
    crawl = [
        *(*wapiti, "-m", "", "--max-scan-time", str(MINUTES * 60 / 3), "-d", "6", *left_out),
        *("-s", f"{site}/en/directory/", "-s", f"{site}/en/my/", "-s", f"{site}/api/v1/profiles"),
        *("--max-links-per-page", "40", "--max-files-per-dir", "15", "--max-parameters", "60"),
    ]
    cut_short = []
    with (REPORTS / f"{name}.log").open("w") as log:
        run_within(crawl, MINUTES * 60, log)
        for module in MODULES:
            seconds = MINUTES * 60 / len(MODULES) * 3
            if not run_within([*wapiti, "-m", module, "--skip-crawl"], seconds, log):
                cut_short.append(module)
    if not report.exists():
        raise SystemExit(f"The scan as {who} wrote no report: see {log.name}.")
    told = json.loads(report.read_text())
    pages = told["infos"]["crawled_pages_nbr"]
    print(f"Scanned as {who}: {pages} addresses and forms, with {', '.join(MODULES)}.")
    if cut_short:
        print(f"Not to their end, for want of time (SCAN_MINUTES): {', '.join(cut_short)}.")
    if not pages:
        raise SystemExit("Nothing was scanned.")
    return list(above_informational(told, who))


def run_within(command: list[str], seconds: float, log: IO[str]) -> bool:
    """Run to the end, or for so long; what was found until then is kept. Whether the end was reached."""
    try:
        subprocess.run(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, timeout=seconds, check=True)
    except subprocess.TimeoutExpired:
        return False
    return True


def above_informational(told: dict[str, Any], who: str) -> Iterator[str]:
    """What a report holds that somebody has to look at."""
    for part in ("vulnerabilities", "anomalies"):
        for kind, cases in told[part].items():
            for case in cases:
                if case["level"] > INFORMATIONAL:
                    level = LEVELS[min(case["level"], len(LEVELS) - 1)]
                    yield f"{level}: {kind}: {case['method']} {case['path']}: {case['info']} (as {who})"


def cookies_of(site: str, *, sign_in: bool) -> str:
    """Open the form to sign in, as a member of an organisation send it too, and give the cookies."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(jar), urllib.request.HTTPSHandler(context=unproved())
    )
    address = f"{site}/en/accounts/login/"
    page = browser.open(address).read().decode()
    if sign_in:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        sent = {"csrfmiddlewaretoken": token[1] if token else "", "login": MEMBER, "password": PASSWORD}
        browser.open(
            urllib.request.Request(address, urllib.parse.urlencode(sent).encode(), {"Referer": address})  # noqa: S310
        )
    cookies = {cookie.name: cookie.value for cookie in jar}
    if sign_in != any(name.endswith("session") for name in cookies):
        raise SystemExit("The member could not be signed in.")
    return "; ".join(f"{name}={value}" for name, value in cookies.items() if name != "messages")


def wait_for(site: str) -> None:
    """Wait until the web server answers."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{site}/robots.txt", timeout=2, context=unproved())  # noqa: S310
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The demonstration did not start.")


def unproved() -> ssl.SSLContext:
    """Take the certificate that was made a moment ago as it is."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def own_certificate(place: Path) -> tuple[Path, Path]:
    """A key and a certificate for this machine, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    key_file, certificate_file = place / "key.pem", place / "certificate.pem"
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return key_file, certificate_file


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
