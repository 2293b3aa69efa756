# make                    set up and build every prescription in content/prescriptions/ into output/
# make output/NAME.pdf    build one
# make test               run all checks and tests
# make figures            draw the pictures again whose pose, or the engine, has changed
# make schemas lock clean

PYTHON ?= python3
BIN := .venv/bin
SHEETS := $(patsubst content/prescriptions/%.yaml,output/%.pdf,$(wildcard content/prescriptions/*.yaml))
# A sheet is made again when any of these changes; other prescriptions do not count.
PROGRAM := $(shell find handouts templates content -type f \
  -not -path 'content/prescriptions/*' -not -path 'content/schemas/*' -not -name '*.pyc')

MAKEFLAGS += --keep-going
.DELETE_ON_ERROR:
.PHONY: all install test figures schemas lock clean

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
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

test: .venv/installed-dev
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/pytest

figures: .venv/installed-dev
	@$(BIN)/handouts figure --bake

schemas: .venv/installed
	@for kind in prescription exercise clinic routine advice figure; do \
	  $(BIN)/handouts schema $$kind > content/schemas/$$kind.schema.json; done

lock: .venv/installed-dev
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --quiet --output-file constraints.txt

clean:
	rm -rf .venv output/*.pdf
