# make demo, make test, make test-paddle, make test-train: all create their virtual environment themselves and need only Python 3.11+.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# paddleocr pins numpy and OpenCV.
PADDLE_VENV := .venv-paddle
# torch is large, and nothing but training needs it.
TRAIN_VENV := .venv-train
GOLD ?= sample_docs

.PHONY: demo test test-paddle test-train lint format bench samples readme clean

demo: $(VENV)/.runtime
	$(BIN)/docfields extract sample_docs --reveal
	@echo
	$(BIN)/docfields extract sample_docs/invoice_en.pdf --reveal
	@echo
	@echo "Now your own: $(BIN)/docfields extract FOLDER --format csv --out invoices.csv"

test: $(VENV)/.test
	mkdir -p build
	$(BIN)/python -m pytest --junitxml=build/tests.xml

test-paddle: $(PADDLE_VENV)/.test
	mkdir -p build
	$(PADDLE_VENV)/bin/python -m pytest tests/paddle --junitxml=build/tests-paddle.xml

test-train: $(TRAIN_VENV)/.test
	mkdir -p build
	$(TRAIN_VENV)/bin/python -m pytest tests/training --junitxml=build/tests-train.xml

lint: $(VENV)/.lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	rm -rf build/types build/lib
	$(BIN)/pip install --quiet --no-deps --target build/types .
	MYPYPATH=build/types $(BIN)/mypy --strict -p docfields
	PYTHONPATH=build/types $(BIN)/lint-imports

format: $(VENV)/.lint
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.test
	$(BIN)/python tests/benchmarks/bench_ocr.py --gold $(GOLD)
	$(BIN)/python tests/benchmarks/bench_run.py

samples: $(VENV)/.test
	$(BIN)/python -m docfields.models.synthesis.samples --out sample_docs

readme: $(VENV)/.test
	$(BIN)/python docs/update_readme.py

clean:
	rm -rf $(VENV) $(PADDLE_VENV) $(TRAIN_VENV) build dist

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet -e .
	touch $@

$(VENV)/.test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet -e '.[test]'
	touch $@ $(VENV)/.runtime

$(VENV)/.lint: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet -e '.[lint]'
	touch $@

$(PADDLE_VENV)/.test: pyproject.toml
	$(PYTHON) -m venv $(PADDLE_VENV)
	$(PADDLE_VENV)/bin/pip install --quiet -e '.[test-paddle]'
	touch $@

$(TRAIN_VENV)/.test: pyproject.toml
	$(PYTHON) -m venv $(TRAIN_VENV)
	$(TRAIN_VENV)/bin/pip install --quiet -e '.[test-train]'
	touch $@
