# Two commands are all a newcomer needs: `make demo` and `make test`. Both set up what they need in .venv.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PORT ?= 8000

.PHONY: demo test coverage lint types imports eval bench docs setup browser lock clean

demo: $(VENV)/.ready
	$(BIN)/copytaster demo --port $(PORT)

test: $(VENV)/.ready browser
	$(BIN)/python -m pytest -n auto

coverage: $(VENV)/.ready browser
	-$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet || true
	$(BIN)/coverage report --skip-covered --sort=cover

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready
	$(BIN)/mypy

imports: $(VENV)/.ready
	$(BIN)/lint-imports --no-logo

eval: $(VENV)/.ready
	$(BIN)/python -m evals.run

bench: $(VENV)/.ready
	$(BIN)/python -m bench.run

docs: $(VENV)/.ready
	$(BIN)/python -m scripts.docs

# The versions and hashes in requirements.lock are the ones this state of the code was tested with.
$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "copytaster needs Python 3.11 or newer; this is $$($(PYTHON) --version). Name another with: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "No virtual environment could be made. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(VENV)/.ready

# Browser tests want a Chromium; where none is found and none can be installed they are skipped, and say so.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 || sh scripts/install-chromium.sh

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra test --no-emit-index-url --output-file requirements.lock pyproject.toml build-requirements.in

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
