# Every target makes what it needs, once: a machine with Python (3.11 to 3.13) and make is enough.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: report test lab notebooks lock bench reproduce

report: $(READY)  ## the notebooks run on the specimen collection, as a report in runs/
	$(BIN)/broadsheet run --articles data/articles --out runs

test: $(READY)  ## the package's tests, a quarter of a minute of damaged files, every notebook's outputs against what it gives now
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder tests
	$(BIN)/python benchmarks/reading/fuzz.py 15
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --nbval --nbval-cell-timeout 300 notebooks

lab: $(READY)  ## JupyterLab on the notebooks
	$(BIN)/jupyter lab notebooks

notebooks: $(READY)  ## execute the notebooks in place, so that their outputs and the pictures are today's
	for one in notebooks/*.ipynb; do $(BIN)/python -m jupyter execute --inplace $$one || exit 1; done
	$(BIN)/broadsheet run --only 3-topics 4-entities --out runs
	cp runs/latest/tables/topic_map.png notebooks/pictures/topics.png
	cp runs/latest/tables/pairs.png notebooks/pictures/entities.png

lock: $(READY)  ## requirements.lock made anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	    --extra dev pyproject.toml --output-file requirements.lock

bench: $(READY)  ## the table of ratios that the README quotes, side by side with peers
	$(BIN)/python benchmarks/table.py

reproduce: $(READY)  ## two reports, shuffled and with other seeds, threads and workers: every table compared byte for byte
	$(BIN)/python -m analysis.runs.reproduce

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Broadsheet needs Python 3.11 or newer, and $(PYTHON) is %d.%d; name another with: make PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
