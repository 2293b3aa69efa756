# make                    set up and build every prescription in content/prescriptions/ into output/
# make output/NAME.pdf    build one
# make check              style, types and the plan of the house, in seconds after the first time
# make test               check, and every test but the thorough ones
# make test-all           test, then the thorough ones; coverage by branch must not fall below its floor
# make docs               draw the pictures of docs/ again, test its examples, build the site into site/
# make release            test everything and fill dist/; uploads nothing: docs/release.md
# make figures            draw the pictures again whose pose, or the engine, has changed
# make schemas            write the JSON Schemas again
# make lock               choose the versions of all dependencies again
# make clean              remove what was set up and built

PYTHON ?= python3
BIN := .venv/bin
SHEETS := $(patsubst content/prescriptions/%.yaml,output/%.pdf,$(wildcard content/prescriptions/*.yaml))
# A sheet is made again when any of these changes; other prescriptions do not count.
PROGRAM := $(shell find handouts templates content -type f \
  -not -path 'content/prescriptions/*' -not -path 'content/schemas/*' -not -name '*.pyc')

MAKEFLAGS += --keep-going
.DELETE_ON_ERROR:
.PHONY: all install check test test-all docs release figures schemas lock clean

all: $(SHEETS)

output/%.pdf: content/prescriptions/%.yaml $(PROGRAM) .venv/installed
	@$(BIN)/handouts build $< --output output

install: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Handouts needs Python 3.11 or newer.'; exit 1; }
	@$(PYTHON) -m venv .venv || { echo 'Install the venv module first (Debian: apt install python3-venv).'; exit 1; }
	@echo 'Installing Handouts into .venv (once) ...'
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	@echo 'Installing the tools for tests (once) ...'
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,docs]'
	@touch $@

check: .venv/installed-dev
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/pytest --quiet -n 0 tests/house/test_architecture.py

test: check
	$(BIN)/pytest -m 'not thorough' $(COVERAGE) --deselect tests/house/test_architecture.py

# Asked for by test-all, test counts lines as well, and the thorough tests add theirs: each test runs once.
test-all: COVERAGE := --cov --cov-report= --cov-fail-under=0
test-all: test
	$(BIN)/pytest -m thorough --cov --cov-append

docs: .venv/installed-dev
	$(BIN)/python docs/pictures.py
	$(BIN)/pytest --quiet tests/house/test_docs.py
	$(BIN)/mkdocs build --quiet --strict

release: .venv/installed-dev
	@BIN=$(BIN) .ci/release

figures: .venv/installed-dev
	@$(BIN)/handouts figure --bake

schemas: .venv/installed
	@for kind in prescription exercise clinic routine advice figure; do \
	  $(BIN)/handouts schema $$kind > content/schemas/$$kind.schema.json; done

lock: .venv/installed-dev
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra docs --universal --python-version 3.11 --quiet --output-file constraints.txt

clean:
	rm -rf .venv output/*.pdf dist site .coverage .coverage.*
