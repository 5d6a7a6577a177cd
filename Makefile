# The doors for people. Each calls a plain command; `make help` lists them.

.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
ARGS ?=
export PORT

.PHONY: help demo test lint bench reset lock ready browser

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 14

demo: export STOP_WITH_PARENT = 1
demo: ready ## Run everything with invented people: http://127.0.0.1:8000 (another port: PORT=8123)
	@$(BIN)/python -m portage.dev.supervisor $(ARGS)

test: browser ## Run all tests, on servers of their own (some of them: ARGS="-k visit")
	@$(BIN)/python scripts/test.py $(ARGS)

lint: ready ## Check style, templates, settings and migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/djlint templates --lint --quiet
	@DJANGO_SETTINGS_MODULE=portage.settings.test $(BIN)/python manage.py check --fail-level WARNING
	@DJANGO_SETTINGS_MODULE=portage.settings.test $(BIN)/python -W ignore manage.py makemigrations --check --dry-run

bench: ready ## Measure pages, jobs and memory, and write var/bench/latest.json
	@$(BIN)/python -m tests.bench $(ARGS)

reset: ## Stop this folder's demo and wipe its data
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m portage.dev.supervisor --reset; else rm -rf var/demo; fi

lock: ready ## Write the lock files anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
	  --python-version 3.11 pyproject.toml -o requirements/production.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
	  --python-version 3.11 --extra demo --extra test -c requirements/production.txt pyproject.toml \
	  -o requirements/development.txt

ready:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: apt-get install -y python3 python3-venv"; exit 1; }
	@$(PYTHON) scripts/bootstrap.py

browser:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: apt-get install -y python3 python3-venv"; exit 1; }
	@$(PYTHON) scripts/bootstrap.py --browser
