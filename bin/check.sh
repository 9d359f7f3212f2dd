#!/bin/sh
# Every check that needs no test run. All are run; the last line says which ones failed.
set -u
cd "$(dirname "$0")/.." || exit 1
bin=.venv/bin
failed=""

check() {
    title=$1
    shift
    if output=$("$@" 2>&1); then
        echo "ok      $title"
    else
        echo "FAILED  $title"
        echo "$output" | sed 's/^/        /'
        failed="$failed, $title"
    fi
}

in_production() {
    env MODE=production SECRET_KEY="for this check only: long, and with many different characters 0123456789" \
        ALLOWED_HOSTS=platform.example SITE_URL=https://platform.example \
        FROM_EMAIL=contact@platform.example DATA_DIR="$scratch" "$@"
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

check "format" $bin/ruff format --check .
check "lint" $bin/ruff check .
check "types" $bin/mypy
check "order of the rooms" $bin/lint-imports
check "settings" $bin/python manage.py check --fail-level WARNING
check "settings in production" in_production $bin/python manage.py check --deploy --fail-level WARNING
check "missing migrations" $bin/python manage.py makemigrations --check --dry-run
check "templates compile" $bin/python bin/check_templates.py
check "templates' style" $bin/djlint eccp/templates --lint --quiet
check "lock files name no host" $bin/python bin/check_locks.py

[ -z "$failed" ] && echo "All is well." && exit 0
echo "Failed: ${failed#, }"
exit 1
