# The project's commands. `make` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:

PY := .venv/bin/python
MANAGE := $(PY) manage.py
PIP := $(PY) -m pip --disable-pip-version-check --quiet install --require-hashes
UV := .venv/bin/uv --quiet pip compile --universal --generate-hashes --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links

# What is read of the translations, made of what people edit.
WORDS := $(patsubst %.po,%.mo,$(wildcard eccp/locale/*/LC_MESSAGES/django.po))

.PHONY: help run test test-unit test-browser test-postgres check format lock scan bench bench-search lighthouse import messages clean need

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: need .venv/.stamp-run node_modules/.stamp $(WORDS) ## Set up what is missing and run the platform (PORT=8000, DATA_DIR=var)
	@$(MANAGE) prepare
	@exec $(MANAGE) serve

test: need .venv/.stamp-dev node_modules/.stamp $(WORDS) ## Run all tests: unit and browser, on SQLite and on PostgreSQL
	@CHROMIUM="$$(bin/need_chromium.sh)" && export CHROMIUM && $(PY) bin/run_tests.py

test-unit: need .venv/.stamp-dev node_modules/.stamp $(WORDS) ## Run the tests without a browser, on SQLite (ARGS="tests/core -x")
	@$(PY) bin/run_tests.py unit -- $(ARGS)

test-browser: need .venv/.stamp-dev node_modules/.stamp $(WORDS) ## Run the browser tests, on SQLite
	@CHROMIUM="$$(bin/need_chromium.sh)" && export CHROMIUM && $(PY) bin/run_tests.py browser -- $(ARGS)

test-postgres: need .venv/.stamp-dev node_modules/.stamp $(WORDS) ## Run what runs on PostgreSQL (TEST_DATABASE_URL, or a server of its own)
	@CHROMIUM="$$(bin/need_chromium.sh)" && export CHROMIUM && $(PY) bin/run_tests.py postgres browser-postgres -- $(ARGS)

check: need .venv/.stamp-dev node_modules/.stamp $(WORDS) ## Check format, lint, types, order of the rooms, migrations, templates, locks
	@bin/check.sh

format: need .venv/.stamp-dev ## Format the code and mend what can be mended
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

lock: need .venv/.stamp-dev ## Write the lock files anew from pyproject.toml and package.json
	@$(UV) pyproject.toml -o requirements.lock && $(UV) pyproject.toml --group dev -o requirements-dev.lock
	@$(UV) --group scan -o requirements-scan.lock && npm install --package-lock-only --ignore-scripts

scan: need .venv/.stamp-run .venv-scan/.stamp node_modules/.stamp ## Scan a demonstration of its own for weaknesses with wapiti (SCAN_MINUTES=10); report in var/scan/
	@$(PY) bin/scan.py

bench: need .venv/.stamp-dev node_modules/.stamp $(WORDS) ## Measure the main pages
	@set -e; for bench in bench/bench_*.py; do $(PY) "$$bench"; done

bench-search: need .venv/.stamp-dev node_modules/.stamp ## Measure the search engine beside others (BENCH_SIZES="1445 150000", BENCH_PAGE=1 for its page)
	@$(PY) bench/search/$(if $(BENCH_PAGE),page,run).py

lighthouse: need .venv/.stamp-run node_modules/.stamp bench/lighthouse/node_modules/.stamp $(WORDS) ## Measure the main pages with Lighthouse in Chromium (LIGHTHOUSE_RUNS=5)
	@CHROMIUM="$$(bin/need_chromium.sh)" && export CHROMIUM && $(PY) bin/lighthouse.py

import: need .venv/.stamp-run ## Import a register: FILE=register.csv, DRY_RUN=1 to only look, ARGS="--source …"
	@test -n "$(FILE)" || { echo "Which file? make import FILE=register.csv [DRY_RUN=1] [ARGS=…]" >&2; exit 2; }
	@$(MANAGE) import_profiles "$(FILE)" $(if $(DRY_RUN),--dry-run) $(ARGS)

messages: need .venv/.stamp-dev ## Collect the texts to translate into eccp/locale/, and compile the translations
	@$(PY) bin/messages.py

clean: ## Delete what was installed and made, but for the data in var/
	@rm -rf .venv .venv-scan node_modules bench/lighthouse/node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results
	@find eccp tests bin -name __pycache__ -type d -prune -exec rm -rf {} +
	@rm -f eccp/locale/*/LC_MESSAGES/*.mo

need:
	@bin/need.sh python >/dev/null
	@bin/need.sh node

.venv/bin/python:
	@python="$$(bin/need.sh python)" && echo "Making a virtual environment with $$python …" && "$$python" -m venv --clear .venv

.venv/.stamp-run: requirements.lock | .venv/bin/python
	@echo "Installing the Python packages …"
	@$(PIP) -r requirements.lock
	@touch $@

.venv/.stamp-dev: requirements-dev.lock | .venv/bin/python
	@echo "Installing the Python packages, those for tests too …"
	@$(PIP) -r requirements-dev.lock
	@touch .venv/.stamp-run $@

.venv-scan/.stamp: requirements-scan.lock | .venv/bin/python
	@echo "Installing the scanner …"
	@$(PY) -m venv --clear .venv-scan
	@.venv-scan/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-scan.lock
	@touch $@

$(WORDS): %.mo: %.po | .venv/.stamp-run
	@$(PY) bin/messages.py --compile

bench/lighthouse/node_modules/.stamp: bench/lighthouse/package-lock.json
	@echo "Installing Lighthouse …"
	@cd bench/lighthouse && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

node_modules/.stamp: package-lock.json
	@echo "Installing the front-end packages …"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
