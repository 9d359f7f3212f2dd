"""What signing in costs with the password hash in use, and what visitors of the directory feel of it.

The real form with its token is sent from several connections at once, with right and with wrong passwords;
meanwhile others read the directory. The share of the hash is measured in this process, beside other hashes
of the same strength by OWASP's advice. Everything is kept in a folder that is deleted.
"""

import hashlib
import http.client
import json
import os
import re
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RESULTS = ROOT / "bench" / "results" / "sign_in.json"
PORT = int(os.environ.get("BENCH_PORT", "8150"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "10"))
CONNECTIONS = (1, 4, 8)
PASSWORD = "a-long-word-nobody-guesses-1"  # noqa: S105 (of invented people)
LOGIN, DIRECTORY = "/en/accounts/login/", "/en/directory/?q=cluster"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
PBKDF2_ROUNDS = (600_000, 1_000_000)
SCRYPTS = {"scrypt n=2^14 r=8 p=5": (2**14, 8, 5), "scrypt n=2^17 r=8 p=1": (2**17, 8, 1)}


def sign_in(email: str, password: str) -> tuple[int, float]:
    """Open the form and send it: the status, and how long the sending took."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", LOGIN)
    answer = connection.getresponse()
    token = TOKEN.search(answer.read())[1].decode()  # type: ignore[index]
    cookie = answer.getheader("Set-Cookie", "").partition(";")[0]
    sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "login": email, "password": password})
    started = time.perf_counter()
    connection.request(
        "POST", LOGIN, sent, {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    )
    answer = connection.getresponse()
    answer.read()
    took = (time.perf_counter() - started) * 1000
    connection.close()
    return answer.status, took


def read_directory(until: threading.Event, waits: list[float]) -> None:
    """Read the directory again and again while others sign in."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    while not until.is_set():
        started = time.perf_counter()
        connection.request("GET", DIRECTORY)
        connection.getresponse().read()
        waits.append((time.perf_counter() - started) * 1000)
        time.sleep(0.05)
    connection.close()


def under_load(people: list[str], right: bool, connections: int, processes: list[int]) -> dict[str, float]:
    """Sign in from so many connections at once; what it took, and what a reader of the directory felt."""
    from bench.bench_directory import cpu_seconds

    waits: list[float] = []
    over, reader_waits = threading.Event(), []
    reader = threading.Thread(target=read_directory, args=(over, reader_waits))
    reader.start()
    cpu, started = cpu_seconds(processes), time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        password = PASSWORD if right else "another-word"
        for status, took in pool.map(lambda email: sign_in(email, password), people[: ROUNDS * connections]):
            if status != (302 if right else 200):
                raise SystemExit(f"Signing in answered {status}.")
            waits.append(took)
    seconds, cpu = time.perf_counter() - started, cpu_seconds(processes) - cpu
    over.set()
    reader.join()
    return {
        "sign_ins_a_second": round(len(waits) / seconds, 2),
        "p50_ms": round(statistics.median(waits), 1),
        "p95_ms": round(statistics.quantiles(waits, n=20)[-1], 1),
        "server_cpu_ms": round(cpu * 1000 / len(waits), 1),
        "directory_meanwhile_p50_ms": round(statistics.median(reader_waits), 1),
        "directory_meanwhile_p95_ms": round(statistics.quantiles(reader_waits, n=20)[-1], 1),
    }


def directory_alone() -> dict[str, float]:
    """What the same reader waits for when nobody signs in."""
    waits: list[float] = []
    over = threading.Event()
    threading.Timer(3, over.set).start()
    read_directory(over, waits)
    return {
        "p50_ms": round(statistics.median(waits), 1),
        "p95_ms": round(statistics.quantiles(waits, n=20)[-1], 1),
    }


def cpu_ms(work: Callable[[], object]) -> float:
    """The median CPU of a few runs."""
    times = []
    for _ in range(5):
        started = time.process_time()
        work()
        times.append((time.process_time() - started) * 1000)
    return round(statistics.median(times), 1)


def hashes() -> dict[str, float]:
    """CPU milliseconds of the hash in use, and of others that OWASP holds to be as strong."""
    from django.contrib.auth.hashers import get_hasher

    hasher = get_hasher()
    salt = hasher.salt()
    said = {f"in use: {hasher.algorithm}": cpu_ms(lambda: hasher.encode(PASSWORD, salt))}
    word, grain = PASSWORD.encode(), salt.encode()
    for rounds in PBKDF2_ROUNDS:
        said[f"pbkdf2_sha256, {rounds:,} rounds"] = cpu_ms(
            lambda rounds=rounds: hashlib.pbkdf2_hmac("sha256", word, grain, rounds)  # type: ignore[misc]
        )
    for name, (n, r, p) in SCRYPTS.items():
        said[name] = cpu_ms(
            lambda n=n, r=r, p=p: hashlib.scrypt(
                word, salt=grain, n=n, r=r, p=p, maxmem=256 * 2**20, dklen=64
            )  # type: ignore[misc]
        )
    return said


def main() -> None:
    """Make people, measure, print, keep."""
    with tempfile.TemporaryDirectory(prefix="eccp-bench-") as place:
        os.environ.update(
            DATA_DIR=place, DJANGO_SETTINGS_MODULE="bench.settings", PORT=str(PORT), PYTHONPATH=str(ROOT)
        )
        import django

        Path(place, "static").mkdir()
        django.setup()
        from django.core.management import call_command

        from bench.register import fill
        from bench.server import serving
        from eccp.accounts.models import User
        from eccp.directory.index.build import rebuild_now

        call_command("migrate", verbosity=0)
        with Path(os.devnull).open("w") as nowhere:
            call_command("load_reference", "--no-places", stdout=nowhere)
        fill()
        rebuild_now()
        people = [f"person{number}@example.eu" for number in range(ROUNDS * max(CONNECTIONS))]
        first = User.objects.create_user(people[0], PASSWORD, name="Person")
        for email in people[1:]:  # one hash for all: making them is not what is measured
            User.objects.create(email=email, name="Person", password=first.password)
        for person in User.objects.filter(email__in=people):
            person.emailaddress_set.create(email=person.email, verified=True, primary=True)

        report: dict = {"hash_cpu_ms": hashes()}
        with serving(PORT) as processes:
            sign_in(people[0], PASSWORD)
            report["directory_alone"] = directory_alone()
            report["sign_in"] = {
                f"{connections} at once, {'right' if right else 'wrong'} password": under_load(
                    people, right, connections, processes
                )
                for connections in CONNECTIONS
                for right in (True, False)
            }

    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2) + "\n")
    say(report)


def say(report: dict) -> None:
    """Print the numbers as a table."""
    print("CPU ms of one hash:", ", ".join(f"{name}: {ms}" for name, ms in report["hash_cpu_ms"].items()))
    alone = report["directory_alone"]
    print(f"The directory alone: p50 {alone['p50_ms']} ms, p95 {alone['p95_ms']} ms")
    names = list(next(iter(report["sign_in"].values())))
    print("".join([" " * 28, *(f"{name:>28}" for name in names)]))
    for load, numbers in report["sign_in"].items():
        print("".join([f"{load:28}", *(f"{numbers[name]:>28}" for name in names)]))


if __name__ == "__main__":
    main()
