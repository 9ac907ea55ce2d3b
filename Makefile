# `make serve` sets everything up and serves; `make test` sets everything up and runs every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKBOOKS := $(wildcard workbooks/*.ipynb)
# Imports from compiled files are several times faster.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: serve test check bench data format pins clean

serve: $(VENV)/.serve
	@$(BIN)/plckit serve $(ARGS)

# A file's tests stay together, since they share a server and a browser. Three workers on two cores: a third of
# the time a test waits for a page.
test: check browser
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder
	PLCKIT_COMPILING=1 $(BIN)/python -m pytest -n 3 --dist loadfile --nbval-lax -p no:cacheprovider $(WORKBOOKS)

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/house

bench: $(VENV)/.test browser
	$(BIN)/python -m bench $(ARGS)

# The sample data in data/, the same bytes each time.
data: $(VENV)/.test
	$(BIN)/python -m make_data $(ARGS)

format: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pins: $(VENV)/.test
	(echo "# The versions plckit is tested with; \`make pins\` writes this file anew."; \
	$(BIN)/python -m pip freeze --exclude-editable | sort -f) > constraints.txt

clean:
	rm -rf $(VENV) build dist

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "plckit needs Python 3.11 or later. Install it, or name it: make PYTHON=python3.12 serve"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.serve: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Setting up plckit: once, a minute or two."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@$(BIN)/python -m compileall -q plckit $(VENV)/lib || true
	@touch $@

$(VENV)/.test: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Setting up plckit and what tests it: once, a few minutes."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(BIN)/python -m compileall -q plckit $(VENV)/lib || true
	@touch $@ $(VENV)/.serve

# Debian's Chromium, where there is no browser and we may install one.
.PHONY: browser
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 || [ -n "$$PLCKIT_CHROMIUM" ] || \
	if [ "$$(id -u)" = 0 ]; then apt-get update -q && apt-get install -q -y chromium; \
	elif sudo -n true 2>/dev/null; then sudo apt-get update -q && sudo apt-get install -q -y chromium; \
	else echo "The browser tests need Chromium: install it, or set PLCKIT_CHROMIUM to its path."; exit 1; fi
