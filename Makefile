# Everything a fresh machine needs is installed by these rules: Python with venv and pip, git and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
BRIEF ?=
BESIDE := -n 2 --dist loadscope --no-loadscope-reorder

# Where Python is told to write no bytecode, neither does pip, and every start of every process would compile everything anew.
COMPILE = -@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib core pages >/dev/null 2>&1

.PHONY: run test check bench live sheet shots film lock browser clean

$(VENV)/run.stamp: requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Firstcut needs Python 3.11 or later; try: make run PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(COMPILE)
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	$(COMPILE)
	touch $@

run: $(VENV)/run.stamp
	@echo "Firstcut: http://localhost:$(PORT)"
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

browser:
	@sh .ci/browser

# The suite, two modules at a time; what failed is run once more, alone. What takes longer (marked long, alone or slow) is run by
# .ci/run. With ARGS only what they name, once. Compiled tests are kept also where Python is told to write no bytecode, since every
# process that takes part reads them all.
test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/dev.stamp browser
ifeq ($(ARGS),)
	@sh .ci/again $(BIN)/python -m pytest -q -m "not long and not alone and not slow" $(BESIDE)
else
	$(BIN)/python -m pytest -m "not slow" $(ARGS)
endif

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict core
	$(BIN)/mypy --strict --platform win32 core
	$(BIN)/mypy --strict --platform darwin core
	$(BIN)/python -m pytest -q tests/test_architecture.py

bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.bench $(ARGS)

live: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -m live tests/providers/test_live.py $(ARGS)

sheet: $(VENV)/dev.stamp
	$(BIN)/python -m tests.sheet $(ARGS)

shots: $(VENV)/dev.stamp browser
	$(BIN)/python -m tests.sheet.pages $(ARGS)

film: $(VENV)/run.stamp
	@test -n "$$BRIEF" || { echo 'Name a text: make film BRIEF=notes.md'; exit 2; }
	$(BIN)/python -m core make "$$BRIEF" $(ARGS)

lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis
