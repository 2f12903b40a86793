# Two commands set everything up, each from a clean clone: `make run` and `make test`. The rest is for daily work.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
export OPENSCORECARD_HOME ?= $(CURDIR)/var
test test-fast check bench bench-scores bench-forecast bench-pages bench-paint api-cases mutation screenshots: export OPENSCORECARD_HOME = $(CURDIR)/.test-home
BIND ?= 127.0.0.1:8000

.PHONY: run install test test-fast check bench bench-scores bench-forecast bench-pages bench-paint api-cases mutation screenshots lock translations clean help

help: ## what each target does
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: .venv/.run ## prepare everything, load the example, serve at http://127.0.0.1:8000
	@$(BIN)/openscorecard run --bind $(BIND)

install: .venv/.run ## the same without example and serving: .venv/bin/openscorecard works

test: .venv/.test ## everything the continuous integration runs
	$(BIN)/python tools/test_all.py

test-fast: .venv/.test ## the inner loop: no browser, no PostgreSQL, short properties
	$(BIN)/python -m pytest -q -n 2 -m "not browser and not postgres" --ignore=tests/browser --hypothesis-profile=quick

check: .venv/.test ## the static part: lint, format, types, import contracts
	$(BIN)/python tools/test_all.py --static

bench: .venv/.test ## measure and print the tables of docs/benchmarks.md
	$(BIN)/python tools/bench.py
	$(BIN)/python tools/bench_rows.py

bench-scores: .venv/.test ## score a thousand institutions in twelve periods, on one core
	$(BIN)/python tools/bench_scores.py

bench-pages: .venv/.test ## pages of a thousand institutions under load, beside plain Django; needs wrk
	$(BIN)/python tools/bench_city_pages.py

bench-paint: .venv/.test ## weight and first paint of the main pages over a slow line; needs Chromium
	$(BIN)/python tools/bench_first_paint.py

bench-forecast: .venv/.bench ## judge forecasts on two competitions' series, M3=FOLDER with M1.rda and M3.rda
	@test -n "$(M3)" || { echo "say where M1.rda and M3.rda are: make bench-forecast M3=FOLDER; docs/forecasting.md says where from" >&2; exit 1; }
	$(BIN)/python tools/bench_forecast.py $(M3)

api-cases: .venv/.test ## throw 50,000 cases at the read API that its document allows and forbids
	$(BIN)/python tools/api_cases.py 50000

mutation: .venv/.test ## try every mutant of the domain, write docs/mutation.md; goes on where it was broken off
	$(BIN)/python tools/mutation.py --write --least 95

screenshots: .venv/.test ## pictures of the pages in screenshots/, for looking at
	$(BIN)/python tools/screenshots.py

translations: .venv/.test ## collect the words of the pages for translation
	$(BIN)/python tools/translations.py update

lock: .venv/.test ## write the locks of requirements anew
	$(BIN)/python tools/lock.py

clean: ## remove what was installed and built; the home folder stays
	rm -rf .venv assets/node_modules src/openscorecard/web/static/vendor src/openscorecard/drawing/fonts build dist

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; install it and run make again." >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.run: requirements/run.txt pyproject.toml assets/package-lock.json tools/assets.py $(wildcard src/openscorecard/web/locale/*/LC_MESSAGES/*.po) | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python tools/assets.py
	@touch $@

.venv/.test: .venv/.run requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

.venv/.bench: .venv/.run requirements/bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@
