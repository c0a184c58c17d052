# Two commands: `make run` shows Berdaya at work, `make test` proves it. Everything else is a part of these or stands apart.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: run test lint types imports bench soak lock clean
.DEFAULT_GOAL := run

run: .venv/run.stamp
	@$(BIN)/berdaya demo --keep
	@$(BIN)/berdaya serve

test: .venv/dev.stamp
	@bash tests/run

lint: .venv/dev.stamp
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/dev.stamp
	@$(BIN)/mypy

imports: .venv/dev.stamp
	@$(BIN)/lint-imports

bench: .venv/bench.stamp
	@$(BIN)/python -m bench

soak: .venv/dev.stamp
	@HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -q tests/domain tests/records tests/exchange tests/engine

lock:
	@requirements/lock

clean:
	@rm -rf .venv var

.venv/bin/python:
	@$(PYTHON) -m venv .venv

# The package is installed in place, so that a pulled change needs no new install.
.venv/%.stamp: requirements/%.lock pyproject.toml | .venv/bin/python
	@echo "Installing requirements/$*.lock …"
	@$(PIP) install --require-hashes -r $<
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@
