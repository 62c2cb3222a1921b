# Offramp. `make help` lists what can be made; every target sets up what it needs.

# Options are what is written on the command line; a BROWSER or PORT of the environment means something else.
options := HEADED SLOWMO TRACE BROWSER WORKERS ONLY BASE_URL PORT
$(foreach option,$(options),$(if $(findstring environment,$(origin $(option))),$(eval undefine $(option))))

PYTHON ?= python3
PORT ?= 5050
TRACE ?= retain-on-failure
WORKERS ?= 1

# Where this is set, as in many images, Python compiles every module anew at each start, and a start takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

py := .venv/bin/python
apt_get := DEBIAN_FRONTEND=noninteractive $(if $(filter 0,$(shell id -u)),,sudo -n) apt-get
browser_stamp := .venv/browser-$(subst /,_,$(or $(BROWSER),any))-$(if $(HEADED),headed,headless)
named := $(if $(BROWSER),--browser "$(BROWSER)")
run_options := --trace $(TRACE) --workers $(WORKERS) $(named) $(if $(ONLY),--only "$(ONLY)") \
  $(if $(HEADED),--headed) $(if $(SLOWMO),--slowmo $(SLOWMO)) $(if $(BASE_URL),--base-url "$(BASE_URL)")
pytest_options := --tracing $(TRACE) --junitxml artifacts/junit.xml \
  $(if $(filter-out 1,$(WORKERS)),-n $(WORKERS) --dist worksteal) \
  $(if $(BROWSER),--browser-named "$(BROWSER)") $(if $(HEADED),--headed) $(if $(SLOWMO),--slowmo $(SLOWMO))

.PHONY: help setup e2e test proofs matrix thorough check lint types style serve headed debug trace bench docs pictures \
  lock clean

help: ## This list
	@echo "Usage: make TARGET [OPTION=value ...]"
	@echo
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## /  \1\t/' | expand -t 12
	@echo
	@echo "Options of e2e, headed and test:"
	@echo "  HEADED=1        show the browser             SLOWMO=300     wait so many ms before each act"
	@echo "  TRACE=on        keep every trace, with a film (or off, retain-on-failure)"
	@echo "  BROWSER=firefox chromium, firefox, webkit, or the path of a browser"
	@echo "  WORKERS=2       so many at once              ONLY='close-*' guides whose name matches (e2e only)"
	@echo "  BASE_URL=http://127.0.0.1:5050               a mock that runs already (e2e only)"

setup: .venv/run $(browser_stamp) ## Install the packages and get a browser; every other target does it, too

e2e: .venv/run $(browser_stamp) ## Walk every guide in a browser, headless
	@$(py) -m flows run $(run_options)

test: .venv/all $(browser_stamp) ## Everything: guides, unit, http, contract and browser tests
	@$(py) -m pytest $(pytest_options) -m "not thorough"

proofs: .venv/run $(browser_stamp) ## Walk what proves each claim, as the site is and with the claim taken out
	@$(py) -m flows proofs $(run_options)

matrix: .venv/run $(browser_stamp) ## Walk every guide that closes something on every edition: which is true of which
	@$(py) -m flows matrix $(run_options)

thorough: .venv/all $(browser_stamp) ## The cases of test that others stand for: every guide seen red, every pair owed, every cell in a browser
	@$(py) -m pytest $(pytest_options) -m thorough tests

check: lint test ## What CI runs: lint, then test

headed: ## Walk the guides where you can watch
	@$(MAKE) --silent e2e HEADED=1 SLOWMO=$(or $(SLOWMO),300)

debug: .venv/run ## Step through a guide in Playwright's Inspector, e.g. make debug ONLY=close-freelancer
	@$(MAKE) --silent $(subst headless,headed,$(browser_stamp)) HEADED=1
	@$(py) -m flows run --debug $(named) --only "$(or $(ONLY),close-freelancer)"

trace: .venv/run ## Open the newest trace in Playwright's viewer
	@$(py) -m flows trace

serve: .venv/run ## Serve the site on PORT (5050); what was there stays there
	@$(py) -m mocksite --port $(PORT)

bench: .venv/run $(browser_stamp) ## What walking a guide costs, against a bare script
	@PYTHONPATH=. $(py) tests/bench.py

lint: types style ## Format, style, types, boundaries, templates, workflow, guides
	@echo "lint: nothing to mend"

types: .venv/all
	@$(py) -m mypy --no-error-summary

style: .venv/all
	@$(py) -m ruff format --check --quiet . && $(py) -m ruff check --quiet .
	@.venv/bin/lint-imports --no-cache > /dev/null || .venv/bin/lint-imports --no-cache
	@$(py) -m djlint mocksite/templates --lint --quiet
	@.venv/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml > /dev/null
	@$(py) -m flows check --read-only

docs: .venv/run ## Make the tables of README.md and docs/ anew
	@$(py) -m flows docs README.md docs/*.md

pictures: .venv/run $(browser_stamp) ## Take the pictures of README.md anew; of the matrix that was drawn last
	@PYTHONPATH=. $(py) tests/pictures.py

lock: .venv/all ## Pin the newest versions that pyproject.toml allows, with hashes
	@$(py) -m pip install --quiet uv
	@set -e; for set in run all; do .venv/bin/uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet \
	  $$([ $$set = all ] && echo "--extra dev -c requirements/run.txt") -o requirements/$$set.txt; done

clean: ## Remove everything that was made here
	@rm -rf .venv artifacts var .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Offramp needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3 …")'
	@echo "Making a virtual environment in .venv …"
	@$(PYTHON) -m venv .venv > /dev/null 2>&1 || { rm -rf .venv; $(apt_get) update -qq; $(apt_get) install -y -qq python3-venv; \
	  $(PYTHON) -m venv .venv; } > /dev/null 2>&1 || { rm -rf .venv; \
	  echo "$(PYTHON) cannot make a virtual environment; install your system's python3-venv package, then try again" >&2; exit 1; }

# The lists are complete, so nothing is resolved. Modules are compiled when they are first used; most never are.
.venv/run .venv/all: .venv/%: requirements/%.txt | .venv/bin/python
	@echo "Installing the packages of $< …"
	@$(py) -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r $<
	@touch $@ $(if $(filter .venv/all,$@),.venv/run)

.venv/browser-%: | .venv/bin/python
	@$(MAKE) --silent $(if $(wildcard .venv/all),.venv/all,.venv/run)
	@$(py) -m flows browser $(named) $(if $(HEADED),--headed)
	@touch "$@"
