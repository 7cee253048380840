# make run    set up .venv, run the main job on the article into output/, print a summary
# make quick  the same set-up, then the tests of single modules, the corpus and the architecture: under a minute
# make test   every test but the long ones: eight to fifteen minutes on two cores
# make long   fuzzing, stress, the manual followed whole and built strictly, and reading beside an older commit
# make coverage  the tests with their coverage, which must not fall below the floor in pyproject.toml
# make reference  the generated pages of the manual anew
# make docs   the manual as a site in build/site; a dead link in it is an error
# make lint   ruff and mypy --strict
# make weights  the weights of the reader anew, from the committed vectors and invented references
# make bench  the figures of README, each as a ratio to a peer in the same run (installs the peers)
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARTICLE := seeds/004_51483a6014526e0d.txt

.PHONY: run quick test long coverage reference docs lint weights bench setup clean

# commonmeta-py holds the schemas of JATS; nothing else of it is used, so what it depends on stays out.
setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,lint]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps 'commonmeta-py==0.312' || echo "JATS will not be validated"
	touch $@

run: setup
	$(BIN)/bibtool run $(ARTICLE) -o output --overwrite

# A worker a core; one that has nothing left to do takes tests from another.
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal

quick: setup
	$(PYTEST) tests/unit tests/test_corpus.py tests/test_architecture.py

test: setup
	$(PYTEST)

long: setup docs
	$(PYTEST) -m long
	$(BIN)/python -m benchmarks.reading

coverage: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[coverage]'
	$(PYTEST) --cov --cov-report=term

reference: setup
	$(BIN)/python -m manual

docs: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	$(BIN)/python -m manual --check
	$(BIN)/python -m mkdocs build --strict --quiet

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

weights: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[training]'
	$(BIN)/python -m training.weights train

bench: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]' || echo "some peers are left out"
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build dist *.egg-info
