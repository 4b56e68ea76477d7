# `make run` builds the knowledge graph of every shipped pack into out/; `make test` checks everything.
# Both set up what they need in .venv first. `make bench` measures the library beside its peers.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test bench clean
.DELETE_ON_ERROR:

run: $(VENV)/installed
	$(BIN)/kg build

test: $(VENV)/installed-for-tests $(VENV)/installed-for-scripts
	sh tests/install-tool.sh chromium "the page is tested in Chromium" chromium
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term

# kglab wants an environment of its own; without it, it is left out and the table says so.
bench: $(VENV)/installed-for-tests
	test -x $(VENV)/kglab/bin/python || $(PYTHON) -m venv $(VENV)/kglab
	$(VENV)/kglab/bin/python -c 'import kglab' 2>/dev/null || $(VENV)/kglab/bin/pip install --quiet --disable-pip-version-check kglab || true
	KGLAB_PYTHON=$(VENV)/kglab/bin/python $(BIN)/python -m benchmarks -o benchmarks/results.md

# What checks the types of the page's scripts, and whom the page shuts out; into the environment alone.
$(VENV)/installed-for-scripts: $(VENV)/bin/python Makefile
	sh tests/install-tool.sh npm "the page's scripts are checked with Node.js" nodejs npm
	npm install --silent --no-audit --no-fund --no-save --no-package-lock --prefix $(VENV)/node typescript@5.9.3 axe-core@4.14.1
	touch $@

clean:
	rm -rf $(VENV) out

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is not there; install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is older than 3.11; name a newer one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "make: $(PYTHON) cannot make virtual environments; install its venv module (Debian: apt-get install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The build backend is pinned like everything else, so nothing is resolved anew while building.
$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt hatchling editables
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-build-isolation -e .
	touch $@

$(VENV)/installed-for-tests: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-build-isolation -e '.[test]'
	touch $@
