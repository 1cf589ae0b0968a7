# What a newcomer types: make run, make test, make check, make bench, make fix.
.DELETE_ON_ERROR:
.PHONY: run build test check bench fix catalogue settings lock clean

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
NODE := .ci/workshop/with-node.sh
SOURCES := $(shell find static/src static/css static/img -type f 2>/dev/null) static/build.mjs

run: build
	@exec $(VENV)/bin/teamfeed run

build: $(VENV)/app.stamp static/dist/manifest.json

test: $(VENV)/dev.stamp static/dist/manifest.json
	@PYTHONPATH=.ci:. $(PY) -m workshop.test $(SUITES)

check: $(VENV)/dev.stamp node_modules/stamp
	@PYTHONPATH=.ci:. $(PY) -m workshop.check

bench: $(VENV)/dev.stamp static/dist/manifest.json
	@$(NODE) $(PY) -m tests.bench

fix: $(VENV)/dev.stamp
	@$(VENV)/bin/ruff check --fix --exit-zero --silent . ; $(VENV)/bin/ruff format --quiet . ; $(VENV)/bin/ruff check --quiet .

catalogue: $(VENV)/dev.stamp
	@PYTHONPATH=.ci:. $(PY) -m workshop.catalogue

settings: $(VENV)/dev.stamp
	@PYTHONPATH=.ci:. $(PY) -m workshop.settings_page > docs/settings.md

lock: $(VENV)/dev.stamp
	@.ci/workshop/lock.sh

clean:
	rm -rf $(VENV) node_modules static/dist build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/app.stamp: requirements/app.txt requirements/build.txt pyproject.toml
	@PYTHON=$(PYTHON) .ci/workshop/python.sh $(VENV) app
	@touch $@

$(VENV)/dev.stamp: $(VENV)/app.stamp requirements/dev.txt
	@PYTHON=$(PYTHON) .ci/workshop/python.sh $(VENV) dev
	@touch $@

node_modules/stamp: package-lock.json .npmrc | $(VENV)/app.stamp
	@.ci/workshop/node.sh
	@touch $@

static/dist/manifest.json: $(SOURCES) node_modules/stamp
	@$(NODE) node static/build.mjs
