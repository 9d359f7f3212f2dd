#!/bin/sh
# Says in one line what is missing on this machine, or prints the Python to use.
#   bin/need.sh python   prints the name of a Python that is new enough
#   bin/need.sh node     checks Node and npm
set -u

stop() {
    echo "$1" >&2
    exit 1
}

case "${1:-}" in
python)
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            "$candidate" -c 'import ensurepip, sqlite3, venv' 2>/dev/null ||
                stop "$candidate lacks venv or sqlite3: install them first (on Debian and Ubuntu: apt-get install python3-venv)."
            echo "$candidate"
            exit 0
        fi
    done
    found=$(${PYTHON:-python3} --version 2>/dev/null) || found="none"
    stop "Python 3.11 or newer is needed; found: $found. Install it, or name it: make PYTHON=/path/to/python3.12 …"
    ;;
node)
    found=$(node --version 2>/dev/null) || stop "Node 20 or newer is needed, with npm; found: none. Install it first."
    major=${found#v}
    [ "${major%%.*}" -ge 20 ] || stop "Node 20 or newer is needed; found: $found. Install a newer one first."
    npm --version >/dev/null 2>&1 || stop "npm is needed, it comes with Node; found: none. Install it first."
    ;;
*)
    stop "usage: bin/need.sh python|node"
    ;;
esac
