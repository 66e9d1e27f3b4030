# The front door. `make help` lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SHARED := ../shared
# The first Python that is new enough and can make a virtual environment.
FIT := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	if $$p -c '$(FIT)' 2>/dev/null; then command -v $$p; break; fi; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DEMO := build/demo-store
ASKED := visits memberships speakers

.PHONY: help install demo test lint types layers checks unit check-long score train bench lock clean

help:  ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

install: $(STAMP)  ## put the kg command and all it needs into .venv, from python3 and pip alone

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "make install: found no Python of at least 3.11 with the venv module;" \
	  "install one (Debian: apt install python3-venv) or say make install PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

# Every package comes as a wheel with its hash checked: nothing compiles. The lock is complete, hence `--no-deps`.
$(STAMP): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing $$(grep -c '^[a-z].*==' requirements.lock) locked packages into $(VENV): one to three minutes."
	@$(PIP) install --no-deps --only-binary :all: --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
	@echo "Done: $(BIN)/kg --help"

demo: install  ## build the sample articles into a graph, ask it three questions, write graph.ttl and graph.html
	@rm -rf $(DEMO)
	@echo "Building a graph from the sample articles in kg/data/sample ..."
	@$(BIN)/kg build kg/data/sample --store $(DEMO)
	@for name in $(ASKED); do echo; sed -n 's/^# question: //p' queries/$$name.rq; \
	  $(BIN)/kg query $$name --store $(DEMO); done
	@echo
	@$(BIN)/kg export -o "$(CURDIR)/graph.ttl" --store $(DEMO) 2>&1
	@$(BIN)/kg render -o "$(CURDIR)/graph.html" --store $(DEMO) --title "The sample articles" 2>&1
	@echo "Open graph.html in any browser. More questions: $(BIN)/kg query --list"

test: lint types layers checks unit  ## all that a change must pass, under 15 minutes; pytest comes last

lint: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: install
	$(BIN)/mypy

layers: install
	$(BIN)/lint-imports

checks: install
	$(BIN)/python tools/check_docs.py
	$(BIN)/python tools/check_sizes.py kg tools
	$(BIN)/python tools/check_licences.py

# In two processes, each with a model of its own.
unit: install
	$(BIN)/pytest -n 2 --dist loadfile

check-long: install  ## what `make test` has no time for: fresh installs, long loads, kill points
	$(BIN)/pytest -m long

score: install  ## score the extraction against the annotated articles in ../shared/gold
	@if test -d $(SHARED)/gold; then $(BIN)/kg evaluate $(SHARED)/gold/dev.jsonl; \
	else echo "make score: skipped, there is no $(SHARED)/gold here"; fi

train: install  ## train the models on ../shared/train: installs torch and more; seventy minutes on two quiet cores
	@test -d $(SHARED)/train || { echo "make train: needs annotated articles in $(SHARED)/train" >&2; exit 1; }
	$(PIP) install --only-binary :all: --editable '.[train]' --no-build-isolation
	for step in recogniser relations mix; do \
	  $(BIN)/python -m kg.training $$step $(SHARED)/train/silver.jsonl $(SHARED)/train/written.jsonl || exit 1; done

bench: install  ## speed of extraction, Turtle, questions, store and page, each beside a real alternative; half an hour
	$(BIN)/python tools/bench.py
	$(BIN)/python tools/bench_graph.py
	$(BIN)/python tools/bench_store.py
	@test ! -d $(DEMO) || $(BIN)/python tools/bench_serve.py $(DEMO) --only kg
	@if command -v chromium >/dev/null; then $(BIN)/python tools/bench_page.py 500; else echo "bench_page: no chromium"; fi

lock: | $(BIN)/python  ## write requirements.lock anew from pyproject.toml; UPGRADE=1 takes newer versions
	$(PIP) install uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --only-binary :all: --generate-hashes \
	  --no-header --no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade) -o requirements.lock pyproject.toml

clean:  ## remove what make made
	rm -rf $(VENV) build dist graph.ttl graph.html .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
