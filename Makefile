# What is done here every day. `make` alone lists it. Needs the environment of CONTRIBUTING.md (.venv).

PYTHON ?= .venv/bin/python
OLD ?= main
CORPUS ?= seeds

.PHONY: help test fast lint golden docs docs-codings bench coder-diff

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

coder-diff: ## events that the working tree codes otherwise than OLD over CORPUS
	$(PYTHON) bench/coder_diff.py $(OLD) . $(CORPUS)
