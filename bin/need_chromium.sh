#!/bin/sh
# Prints the path of a Chromium for the browser tests; installs it from the system's packages where that is possible.
set -u

found() {
    for name in ${CHROMIUM:-chromium chromium-browser google-chrome google-chrome-stable}; do
        command -v "$name" && return 0
    done
    return 1
}

found && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Chromium is missing: installing it from the system's packages." >&2
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium; } >&2
    found && exit 0
fi

echo "The browser tests need Chromium: install the package chromium (or google-chrome), or name it: CHROMIUM=/path make test" >&2
exit 1
