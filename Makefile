PYTHON ?= python3
BIN := .venv/bin
export OMP_NUM_THREADS ?= 1

.PHONY: lab test notebooks bench test-browser

lab: .venv/.installed
	$(BIN)/jupyter lab notebooks/00_start_here.ipynb

test: .venv/.installed
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	$(BIN)/python -m pytest -q --ignore=tests/browser
	$(BIN)/python -m pytest -q --nbval --nbval-cell-timeout=120 notebooks

notebooks: .venv/.installed
	$(BIN)/python -m lessons_lib.publish notebooks/*.ipynb

bench: .venv/.installed
	$(BIN)/python benchmarks/trainer.py && $(BIN)/python benchmarks/slider.py

test-browser: .venv/.installed
	$(BIN)/python -m pytest -q tests/browser

.venv/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q -c constraints.txt -e ".[lab,test,lecture,cluster]"
	touch $@
