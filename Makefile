PYTHON ?= python3
BIN := .venv/bin
export OMP_NUM_THREADS ?= 1

.PHONY: lab test test-all notebooks facts bench test-browser mutants faults site test-site

# Students need the extra `lab` alone; whoever has all of it needs nothing more.
lab: $(if $(wildcard .venv/.installed),.venv/.installed,.venv/.lab)
	$(BIN)/jupyter lab notebooks/00_start_here.ipynb

test: .venv/.installed
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	$(BIN)/python -m pytest -q -n auto -m "not slow" --ignore=tests/browser --ignore=tests/site
	$(BIN)/python -m pytest -q -n auto --dist loadfile --nbval --nbval-cell-timeout=120 notebooks

test-all: test
	$(BIN)/python -m pytest -q -n auto -m slow --ignore=tests/browser --ignore=tests/site

# What every picture shows, written down anew: read the change as you would look at the picture.
facts: .venv/.installed
	$(BIN)/python -m tests.lessons.recorded

notebooks: .venv/.installed
	$(BIN)/python -m lessons_lib.publish notebooks/*.ipynb
	$(BIN)/python -m lessons_lib.publish.misconceptions

# The lessons as static pages; needs npm too.
site: .venv/.installed
	$(BIN)/python -m lessons_lib.publish.site

# The built site in headless Chromium.
test-site: site
	$(BIN)/python -m pytest -q -n 2 tests/site

bench: .venv/.installed
	$(BIN)/python benchmarks/trainer.py && $(BIN)/python benchmarks/slider.py
	$(BIN)/python benchmarks/shattering.py

# BROWSER="-m 'not slow'" opens four of the notebooks alone.
test-browser: .venv/.installed
	$(BIN)/python -m pytest -q -n 2 $(BROWSER) tests/browser --ignore=tests/browser/test_machinery.py
	$(BIN)/python -m pytest -q tests/browser/test_machinery.py

SEED ?= 0
COUNT ?= 15

# Faults planted in the mathematics, COUNT in each module: do its own tests notice them?
mutants: .venv/.installed
	$(BIN)/python -m tests.mutants --seed $(SEED) --count $(COUNT)

# Faults planted in the pictures as they run, and by hand in the lessons' sources.
faults: .venv/.installed
	$(BIN)/python -m tests.faults --seed $(SEED)
	$(BIN)/python -m tests.planted

OLD := Python 3.11 or newer is needed; if you have one, name it: make PYTHON=python3.12

# uv does in seconds what pip does in a minute or two.
INSTALL := $(if $(shell command -v uv 2>/dev/null),uv pip install --python $(BIN)/python,$(BIN)/python -m pip install --progress-bar on)

# A half-made environment has no pip and is made anew.
define environment
@$(BIN)/pip --version >/dev/null 2>&1 || \
  { $(PYTHON) -c 'import sys; sys.version_info < (3, 11) and sys.exit("$(OLD)")' && \
  $(PYTHON) -m venv --clear .venv; }
endef

.venv/.lab: pyproject.toml constraints.txt
	$(environment)
	@echo "Installing what the lessons need into .venv, once: this takes a minute or two."
	@$(INSTALL) -c constraints.txt -e ".[lab]"
	@touch $@

.venv/.installed: pyproject.toml constraints.txt
	$(environment)
	@echo "Installing the lessons and all their tools into .venv, once: this takes a few minutes."
	@$(INSTALL) -c constraints.txt -e ".[lab,test,lecture,cluster,site]"
	@touch $@
