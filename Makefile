# Two commands for everybody: `make run` and `make test`. The rest is for those who change the code.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: run test check format lint types imports words bench soak screenshots geo clean bundle wheelhouse audit
.DEFAULT_GOAL := run

run: $(READY)  ## open the dashboard on demo data
	$(BIN)/jahiziya serve --demo

test: $(READY)  ## every test, a browser installed if there is none
	$(BIN)/python tests/ensure_browser.py
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

soak: $(READY)  ## the full numbers: kills, fuzz, random histories
	$(BIN)/python tests/ensure_browser.py
	$(BIN)/python -m pytest -m soak -o timeout=3600

bench: $(READY)  ## the figures the README quotes, as ratios in one run
	$(BIN)/python tests/ensure_browser.py
	$(BIN)/python tests/bench/run.py

screenshots: $(READY)  ## every page in two languages, sizes and themes: make screenshots TO=folder
	$(BIN)/python tests/ensure_browser.py
	$(BIN)/python -m tests.screenshots $(TO)

# Another machine's: make bundle FOR=win_amd64 PYTHONS="3.11 3.12 3.13"
bundle: $(READY)  ## one zip for a laptop without internet, in dist/
	$(BIN)/python deploy/bundle.py $(if $(FOR),--system $(FOR)) $(PYTHONS:%=--python %)

wheelhouse: $(READY)  ## the wheels a server is installed from (deploy/install.sh), in dist/wheelhouse
	$(BIN)/python deploy/wheelhouse.py dist/wheelhouse $(if $(FOR),--system $(FOR)) $(PYTHONS:%=--python %)

audit: $(READY)  ## known faults of the pinned versions; asks a service on the internet
	test -x dist/audit/bin/pip-audit || { $(PYTHON) -m venv dist/audit && dist/audit/bin/python -m pip install --quiet pip-audit; }
	dist/audit/bin/pip-audit --disable-pip --no-deps -r constraints.txt

check: $(READY) format lint types imports words test  ## what a change must pass

format:
	$(BIN)/ruff format --check .
lint:
	$(BIN)/ruff check .
types:
	$(BIN)/mypy
imports:
	$(BIN)/lint-imports
words:  ## every sentence of the code is in the three catalogues
	$(BIN)/python -m pytest -q tests/unit/test_wording.py

geo: $(READY)  ## build geo/ and data/reference again from their sources
	$(BIN)/jahiziya geo build

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Jahiziya needs Python 3.11 or newer: make PYTHON=python3.12 run")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group dev -e .
	touch $(READY)

clean:
	rm -rf .venv dashboard/static dist

.PHONY: extract
KEYWORDS := -k _ -k N_ -k Said -k words -k speak -k count:1,2
extract: $(READY)  ## bring the three catalogues up to the sentences of the code
	$(BIN)/pybabel -q extract --no-default-keywords $(KEYWORDS) --no-location --sort-output -o dashboard/wording/locale/jahiziya.pot dashboard
	for lang in ar fr en; do \
	  test -f dashboard/wording/locale/$$lang/LC_MESSAGES/jahiziya.po || $(BIN)/pybabel -q init -D jahiziya -i dashboard/wording/locale/jahiziya.pot -d dashboard/wording/locale -l $$lang; \
	  $(BIN)/pybabel -q update -D jahiziya -i dashboard/wording/locale/jahiziya.pot -d dashboard/wording/locale -l $$lang --no-fuzzy-matching --ignore-obsolete; done
