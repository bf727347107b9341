# The commands of a developer's day; CONTRIBUTING.md says when to use which.
python = .venv/bin/python

.PHONY: help setup check fast test run golden

help:
	@echo "make setup   an environment with all that tests need"
	@echo "make check   format, lint, types, contracts of the packages: seconds"
	@echo "make fast    all tests but those of a browser and the slow ones: two minutes"
	@echo "make test    every test, as README.md and CI run them"
	@echo "make run     the dashboard, on http://127.0.0.1:8501"
	@echo "make golden  write the golden charts anew; look at each difference before you commit it"

setup:
	python3 -m venv .venv
	$(python) -m pip install -q -r requirements-test.txt

check:
	$(python) -m ruff format --check -q .
	$(python) -m ruff check -q .
	$(python) -m mypy
	.venv/bin/lint-imports

fast:
	$(python) -m pytest -m "not browser and not slow" --hypothesis-profile=quick

test:
	$(python) -m pytest

run:
	$(python) -m streamlit run serve.py

golden:
	GOLDEN=write $(python) -m pytest tests/charts/test_render.py
