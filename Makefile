# What is done here every day. `make` alone lists it. Needs the environment of CONTRIBUTING.md (.venv).

PYTHON ?= .venv/bin/python
OLD ?= main
UV ?= uv
CORPUS ?= seeds

.PHONY: help test fast lint golden docs docs-codings bench fuzz lock audit coder-diff

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

test: ## the whole suite, on all cores
	$(PYTHON) -m pytest -n auto

fast: ## unit tests alone: no processes, no terminals, no pages
	$(PYTHON) -m pytest -n auto --ignore tests/cli --ignore tests/docs

lint: ## ruff (rules and format) and mypy
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy --strict

golden: ## write the golden command lines and coder snapshots as they come out now; then read the difference
	$(PYTHON) -m tests.cli.regenerate
	$(PYTHON) -m tests.coder.snapshots

docs: ## write the pages that are made of the program
	$(PYTHON) -m relcli.completing.build_tables
	$(PYTHON) docs/make.py

docs-codings: ## let the coder answer anew what the pages show of it, then write them
	$(PYTHON) -m tests.docs.codings
	$(PYTHON) docs/make.py

bench: ## start-up and coding speed, as ratios and counts
	$(PYTHON) bench/synthetic.py /tmp/relcli-100k.db --events 100000
	$(PYTHON) bench/startup.py --database /tmp/relcli-100k.db

fuzz: ## all fuzzers for an hour, and the killer (bench/README.md)
	$(PYTHON) -m bench.fuzz --seconds 3600
	$(PYTHON) -m bench.kill --kills 200

lock: ## renew requirements/test.lock (needs uv; CONTRIBUTING.md)
	$(UV) pip compile --universal --python-version 3.11 --extra test --generate-hashes --no-emit-index-url --no-annotate --upgrade \
	  --custom-compile-command 'make lock' pyproject.toml requirements/build.in --output-file requirements/test.lock

audit: ## compare requirements/test.lock with pyproject.toml and with the known advisories; needs no network
	$(PYTHON) bench/audit.py

coder-diff: ## events that the working tree codes otherwise than OLD over CORPUS
	$(PYTHON) bench/coder_diff.py $(OLD) . $(CORPUS)
