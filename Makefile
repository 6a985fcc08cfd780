# Everyday commands of Samvern. `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTEST := $(BIN)/python -m pytest

# Where bytecode is not kept, each of the many processes of the tests would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run demo test test-sqlite test-postgresql lint fix bench messages openapi dist docs clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Make .venv with the command samvern, build the front end and the translations
	@$(BIN)/python -m tools.front_end
	@$(BIN)/python -m tools.messages compile

$(READY): requirements/bootstrap.lock requirements/dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Samvern needs Python 3.11 or newer; name one with PYTHON=python3.x")'
	@echo "Making $(VENV) …" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

run: setup ## Serve the demo sector on 127.0.0.1:$(PORT) with embedded storage
	@PORT=$(PORT) $(BIN)/samvern serve --demo

demo: setup ## Load the demo sector without serving it
	@SAMVERN_MODE=demo $(BIN)/samvern demo load

test: setup ## Set up and run every test, browser included; those with a database on PostgreSQL too
	@SAMVERN_CHROMIUM="$$($(BIN)/python -m tools.browser)" && export SAMVERN_CHROMIUM && test -n "$$SAMVERN_CHROMIUM" && \
	$(MAKE) --no-print-directory test-sqlite test-postgresql

test-sqlite: ## Every test, those with a database on SQLite (after make setup)
	@$(PYTEST) tests --database=sqlite

test-postgresql: ## The tests with a database again, on PostgreSQL, but for the browser and the walk (after make setup)
	@$(PYTEST) tests -m "database and not browser and not walk" --database=postgresql

lint: setup ## ruff, mypy, import contracts, templates, missing migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2 --check
	@SAMVERN_DATA_DIR=build/lint DJANGO_SETTINGS_MODULE=samvern.config.settings $(BIN)/django-admin makemigrations --check --dry-run

fix: setup ## Mend what the linters can mend
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2 || true

bench: setup ## Measure, print every figure with the machine, and write build/bench.json
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/bench.lock
	@$(BIN)/python -m tools.bench

messages: setup ## Collect the strings of the interface into the translation files
	@$(BIN)/python -m tools.messages collect

openapi: setup ## Renew docs/openapi.json
	@SAMVERN_DATA_DIR=build/openapi $(BIN)/samvern openapi > docs/openapi.json

dist: setup ## Build the wheel, front end and translations included, into dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist . >&2
	@ls dist/*.whl

docs: setup ## Check that the documents and their links hold
	@$(PYTEST) tests/consistency -q --database=sqlite

clean: ## Remove everything that make made, data included
	@rm -rf $(VENV) node_modules build dist var src/samvern/ui/static/samvern
