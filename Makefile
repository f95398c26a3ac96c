# Everything starts here. Needs Python 3.11 or newer; makes its own virtual environment in .venv.
PYTHON ?= python3
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
PACKAGES := config workflows documents liap
# Neighbours stay on one core, so that what a module sets up once is not set up on every core.
PYTEST := $(PY) -m pytest -q -n auto --dist worksteal
POSTGRES := $(PY) -m tests.postgres --
COMPILE := $(VENV)/bin/uv pip compile --quiet --upgrade --python-version 3.11 --universal --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help run test check lint chaos benchmark messages lock paper-libraries test-tools
.DELETE_ON_ERROR:

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: $(VENV)/runtime.stamp paper-libraries ## everything for a first look: sample data, web server and worker
	@$(PY) manage.py migrate --noinput --verbosity 0
	@$(PY) manage.py load_demo
	@$(PY) manage.py collectstatic --noinput --verbosity 0 --ignore viewflow
	@$(PY) manage.py run

test: $(VENV)/dev.stamp test-tools ## the tests, on SQLite and then on PostgreSQL; make test ARGS=tests/liap for a part
	env -u DATABASE_URL $(PYTEST) $(ARGS)
	$(POSTGRES) $(PYTEST) $(ARGS)

check: lint test ## the gate: lint and test

lint: $(VENV)/dev.stamp ## format, style, layers, types, migrations
	$(VENV)/bin/ruff format --check --quiet
	$(VENV)/bin/ruff check --quiet
	find $(PACKAGES) -name '*.html' -print0 | xargs -0 --no-run-if-empty $(VENV)/bin/djade --target-version 5.2 --check
	$(VENV)/bin/lint-imports --no-logo
	$(VENV)/bin/mypy
	$(PY) manage.py makemigrations --check --dry-run

chaos: $(VENV)/dev.stamp test-tools ## the long tests: processes killed at random
	$(POSTGRES) $(PY) -m pytest -m chaos $(ARGS)

benchmark: $(VENV)/dev.stamp test-tools ## measurements, printed and never judged
	$(POSTGRES) $(PY) -m pytest -q -s -p no:randomly -o python_files='measure_*.py' tests/benchmarks $(ARGS)

messages: $(VENV)/dev.stamp ## collect the texts to translate and compile the Indonesian catalogue
	$(PY) manage.py makemessages --locale id --no-obsolete --add-location file --ignore '.*' --ignore tests --ignore var
	$(PY) manage.py compilemessages --locale id --ignore '.*'

lock: $(VENV)/dev.stamp ## newest allowed versions into the requirements files
	$(COMPILE) --group installer --output-file requirements-installer.txt
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt

# --- The virtual environment -----------------------------------------------------------------------------------------

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "LIAP needs Python 3.11 or newer. If you have one under another name: make PYTHON=python3.12 run" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null || { rm -rf $(VENV); $(call apt,python3-venv) && $(PYTHON) -m venv $(VENV); } || \
		{ rm -rf $(VENV); echo "Python cannot make a virtual environment here. On Debian: apt-get install python3-venv" >&2; exit 1; }

# uv where there is a build of it for this machine, else pip; both check every hash.
define install
	@echo "Installing $<"
	@[ -x $(VENV)/bin/uv ] || $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements-installer.txt >/dev/null 2>&1 || true
	@$(VENV)/bin/uv pip install --quiet --python $(PY) --require-hashes -r $< 2>/dev/null || \
		$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
endef

$(VENV)/runtime.stamp: requirements.txt | $(PY)
	$(install)

$(VENV)/dev.stamp: requirements-dev.txt | $(PY)
	$(install)
	@touch $(VENV)/runtime.stamp

# --- What the system has to bring ------------------------------------------------------------------------------------

# Succeeds when the Debian packages are installed now; only root on a Debian-like system can.
apt = { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing $(1)" && apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) >/dev/null; }

PAPER_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
HAS_PAPER_LIBRARIES := $(PY) -c 'from weasyprint.text.ffi import harfbuzz_subset as found; assert found' >/dev/null 2>&1
HAS_POSTGRESQL := $(PY) -c 'from tests.postgres import binaries; binaries()' 2>/dev/null

paper-libraries:
	@$(HAS_PAPER_LIBRARIES) || $(call apt,$(PAPER_PACKAGES)) || \
		echo "Papers wait until the PDF libraries are there; on Debian: sudo apt-get install $(PAPER_PACKAGES)" >&2

# In CI nothing may be missing; elsewhere the tests that need a missing tool say so when they are skipped.
test-tools:
	@missing=; \
	$(HAS_PAPER_LIBRARIES) || missing="$$missing $(PAPER_PACKAGES)"; \
	$(HAS_POSTGRESQL) || missing="$$missing postgresql"; \
	for tool in chromium:chromium chromedriver:chromium-driver pdftoppm:poppler-utils qpdf:qpdf msgfmt:gettext; do \
		command -v $${tool%:*} >/dev/null || missing="$$missing $${tool#*:}"; \
	done; \
	[ -z "$$missing" ] || $(call apt,$$missing) || \
		{ echo "Some tests need what is not here; on Debian: sudo apt-get install$$missing" >&2; [ -z "$$CI" ]; }
