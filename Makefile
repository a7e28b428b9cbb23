# Every target sets up what it needs: git, make and Python 3.11 or later are enough.

MINIMUM := 3.11
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < tuple(map(int, "$(MINIMUM)".split("."))))' 2>/dev/null \
	&& { echo $$name; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test check bench attack clean

demo: $(STAMP)
	$(BIN)/tuicompta --demo

test: $(STAMP)
	$(BIN)/python -m pytest -n auto

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.plugin.specification docs/spec

bench: $(STAMP)
	$(BIN)/python -m benchmarks.run $(BENCH)

# The hostile tests are part of `make test`; here each does ATTACK times as many rounds, from a random start.
attack: ATTACK ?= 20
attack: $(STAMP)
	TUICOMPTA_ATTACK=$(ATTACK) $(BIN)/python -m pytest -n auto -m attack --hypothesis-profile=attack

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis benchmarks/.work
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Installed again whenever pyproject.toml changes.
$(STAMP): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python $(MINIMUM) or later is needed" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	|| { echo "$(PYTHON) cannot make a virtual environment (on Debian: apt install python3-venv)" >&2; \
	rm -rf $(VENV); exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
