# Needs Python 3.11 or newer with pip and venv, and make. Everything else is installed into .venv and node_modules.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test approve pictures nightly check bench venv system lock wheel

PYTHON ?= python3
# Where this is set, installers compile nothing and every start compiles anew.
unexport PYTHONDONTWRITEBYTECODE
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

COMPILE := uv -q pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock'

PEERS := tests/bench/peers/requirements.txt

help: ## What can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: venv ## The demonstration municipality (PORT=8000 DATE=2026-09-14 RESET=1)
	malhjulet demo --port $(or $(PORT),8000) $(if $(DATE),--date $(DATE)) $(if $(RESET),--reset)

test: venv system ## All tests
	pytest -n 2 --dist worksteal

approve: venv ## Approve the letters, documents and routes as they are now; read what has changed before it is committed
	APPROVE=1 pytest -q tests/notifications/test_words.py tests/web/test_routes.py tests/reports/test_approved.py

pictures: venv system ## Pictures of the main pages into docs/pictures
	PICTURES=1 pytest -q tests/web/test_pictures.py

nightly: venv system ## What is too long for every run: many seeds, long walks, clocks that are killed
	pytest -n 2 --dist worksteal -m nightly

check: venv ## Lint, format, types, contracts, migrations agree with models; how the house is built
	ruff check .
	ruff format --check .
	@if [ -d web/templates ]; then echo djlint --lint web/templates; djlint --quiet --lint web/templates; fi
	mypy
	lint-imports
	@folder=$$(mktemp -d); export MALHJULET_DATABASE_URL=sqlite:///$$folder/new.db; \
	malhjulet migrate && malhjulet migrate --check; answer=$$?; rm -r $$folder; exit $$answer
	tools/house

bench: venv build/peers/.installed ## Figures beside their limits, one JSON line each (PARTS="sizes --postgresql")
	python -m tests.bench $(PARTS)

venv: .venv/.installed build/.assets ## The environment (.venv) and the assets (web/static)

system: ## What the tests need from Debian, when it is missing and may be installed: Chromium, Pango, LibreOffice
	@tools/system || echo '!!! Missing, and cannot be installed here: apt-get install' $$(tools/system missing) >&2

lock: .venv/.installed ## Newest versions into the locks: with hashes, without hosts
	$(COMPILE) --all-extras --upgrade -o requirements-dev.lock
	$(COMPILE) --extra pdf -c requirements-dev.lock -o requirements.lock
	uv -q pip compile $(PEERS:.txt=.in) --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command 'make lock' --upgrade -o $(PEERS)
	npm install --package-lock-only
	@! grep -nE 'https?://|file:|find-links|index-url' requirements.lock requirements-dev.lock $(PEERS)
	@! grep -n '"resolved": "http' package-lock.json

wheel: venv ## dist/*.whl with the assets inside
	.venv/bin/pip -q wheel --no-deps --no-build-isolation -w dist .

# The steps behind venv; each leaves a stamp when it is done.
.venv/.uv: requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	@awk '/^[a-z]/ { wanted = /^uv==/ } wanted' $< > .venv/uv.txt
	.venv/bin/pip -q install --require-hashes -r .venv/uv.txt
	@touch $@

.venv/.synced: .venv/.uv requirements-dev.lock
	uv -q pip sync --python .venv/bin/python --require-hashes --compile-bytecode requirements-dev.lock \
	|| .venv/bin/pip -q install --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.installed: .venv/.synced pyproject.toml hatch_build.py
	.venv/bin/pip -q install --no-deps --no-build-isolation -e .
	@touch $@

# Those whom the bench measures beside us have an environment of their own.
build/peers/.installed: .venv/.uv $(PEERS)
	$(PYTHON) -m venv build/peers/.venv
	uv -q pip sync --python build/peers/.venv/bin/python --require-hashes $(PEERS) \
	|| build/peers/.venv/bin/pip -q install --require-hashes -r $(PEERS)
	@touch $@

node_modules/.installed: .venv/.synced package.json package-lock.json .npmrc
	npm ci --loglevel=error
	@touch $@

build/.assets: node_modules/.installed tools/assets.py designsystemet.config.json $(wildcard web/assets/*)
	.venv/bin/python tools/assets.py
	@touch $@
