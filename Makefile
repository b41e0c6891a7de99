# make demo: everything, on PORT. make test: every check. make lint, bench, lock: parts of it.
export PORT ?= 8000
RUN := .venv/bin/python

.PHONY: demo test lint bench lock messages translations install install-dev

demo: install translations
	@exec $(RUN) -m invoice_portal.supervisor

test: install-dev translations lint
	$(RUN) -m pytest -n 2 --create-db

lint: install-dev
	$(RUN) -m ruff check .
	.venv/bin/lint-imports
	.venv/bin/mypy
	$(RUN) manage.py makemigrations --check --dry-run

bench: install-dev
	@for script in $(filter-out __init__,$(basename $(notdir $(wildcard benchmarks/*.py)))); do echo "== $$script"; $(RUN) -m benchmarks.$$script || exit 1; done

lock:
	$(RUN) bin/lock

messages: install-dev
	$(RUN) bin/messages

translations:
	@for words in locale invoice_portal/desk_words; do .venv/bin/pybabel --quiet compile --directory $$words --domain django || exit 1; done

install:
	@bin/install demo

install-dev:
	@bin/install test
