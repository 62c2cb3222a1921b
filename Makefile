# Offramp. `make help` lists the targets; each installs what it needs.

# Options come from the command line only: in the environment, BROWSER and PORT have other meanings.
options := HEADED SLOWMO TRACE BROWSER WORKERS SHARD ONLY BASE_URL REPEAT FULL PEERS PORT SHARDS
$(foreach option,$(options),$(if $(findstring environment,$(origin $(option))),$(eval undefine $(option))))

PYTHON ?= python3
PORT ?= 5050
SHARDS ?= shards

# Many images set this. Python then compiles every module at each start, which takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

py := .venv/bin/python
apt_get := DEBIAN_FRONTEND=noninteractive $(if $(filter 0,$(shell id -u)),,sudo -n) apt-get
browser_stamp := .venv/browser-$(subst /,_,$(or $(BROWSER),any))-$(if $(HEADED),headed,headless)
# The options of a run, as in flows/plugin/options.py.
browser_options := $(if $(HEADED),--headed) \
  $(if $(BROWSER),$(if $(findstring /,$(BROWSER)),--browser-path,--browser) "$(BROWSER)")
run_options := $(browser_options) $(if $(SLOWMO),--slowmo $(SLOWMO)) $(if $(TRACE),--tracing $(TRACE)) \
  $(if $(SHARD),--shard $(SHARD))
guide_options := $(run_options) $(if $(WORKERS),-n $(WORKERS)) \
  $(if $(ONLY),--only "$(ONLY)") $(if $(BASE_URL),--base-url "$(BASE_URL)")
# pytest-xdist calls the process of the run itself 0.
test_options := $(run_options) -n $(or $(patsubst 1,0,$(WORKERS)),auto) --dist worksteal --junitxml artifacts/junit.xml

pin := .venv/bin/uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-header --no-annotate --quiet

.PHONY: help setup e2e durations test merge proofs mutants defects explore smoke matrix thorough check lint types style \
  serve headed debug trace bench docs faults pictures package lock clean

help: ## List the targets and options
	@echo "Usage: make TARGET [OPTION=value ...]"
	@echo
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## /  \1\t/' | expand -t 12
	@echo
	@echo "Options of e2e, headed, proofs, mutants, defects, smoke, matrix, test and thorough:"
	@echo "  HEADED=1         show the browser"
	@echo "  SLOWMO=300       wait 300 ms before each action"
	@echo "  TRACE=on         trace every walk; off: none; retain-on-failure: all, but keep only those of failures;"
	@echo "                   on-second-walk (default): walk again what is false, and trace only that"
	@echo "  BROWSER=firefox  chromium, firefox, webkit, or the path of a browser"
	@echo "  WORKERS=1        one at a time; by default, one for each core"
	@echo "Options of e2e, headed, proofs, mutants, defects and matrix (explore has only ONLY):"
	@echo "  ONLY='close-*'   only guides whose name matches; of mutants, their paths; of defects and explore, ids"
	@echo "  SHARD=2/4        only the second of four parts of about equal duration"
	@echo "  BASE_URL=http://127.0.0.1:5050  use a running mock"
	@echo "  REPEAT=8         of e2e and headed: walk each guide that often, in different worlds"
	@echo "  FULL=1           of defects: try every guide that comes near each; the next run continues a stopped one"

setup: .venv/run $(browser_stamp) ## Install the packages and a browser; most other targets do so first

e2e: .venv/run $(browser_stamp) ## Walk every guide in a browser, headless
	@$(py) -m flows run $(guide_options) $(if $(REPEAT),--repeat $(REPEAT))

test: .venv/all $(browser_stamp) ## Run all tests but the slow ones: guides, unit, HTTP, contract and browser tests
	@$(py) -m pytest $(test_options)

merge: .venv/run ## Make one report of the artifacts in the folders of SHARDS, with annotations for GitHub
	@$(py) -m flows merge --format github $(SHARDS)/*/

durations: .venv/run $(browser_stamp) ## Walk every guide, and store how long each takes, by which runs are ordered
	@$(py) -m flows run $(guide_options) --store-durations

proofs: .venv/run $(browser_stamp) ## For each claim, walk a guide on the site as it is and with the claim broken
	@$(py) -m flows proofs $(guide_options)

mutants: .venv/run $(browser_stamp) ## Change each key of each edition; a guide must be false then
	@$(py) -m flows mutants $(guide_options)

defects: .venv/run $(browser_stamp) ## Break the site in one way after another; a guide or test must be false each time
	@$(py) -m flows defects $(guide_options) $(if $(FULL),--full)

explore: .venv/all $(browser_stamp) ## Draw guides at random from a model of each edition; they must find defects
	@$(py) -m flows explore $(browser_options) $(if $(ONLY),--only "$(ONLY)")

smoke: .venv/run $(browser_stamp) ## Walk the fewest guides that together find every defect
	@$(py) -m flows smoke $(run_options) $(if $(WORKERS),-n $(WORKERS)) $(if $(BASE_URL),--base-url "$(BASE_URL)")

matrix: .venv/run $(browser_stamp) ## Walk the closing guides on every edition and show where each is true
	@$(py) -m flows matrix $(guide_options)

thorough: .venv/all $(browser_stamp) ## Run the slow cases that `make test` skips
	@$(py) -m pytest $(test_options) -m thorough tests

check: lint test ## Run lint, then test, as CI does

headed: ## Walk the guides where you can watch
	@$(MAKE) --silent e2e HEADED=1 SLOWMO=$(or $(SLOWMO),300)

debug: .venv/run ## Step through a guide in Playwright's Inspector: make debug ONLY=close-freelancer
	@$(MAKE) --silent $(subst headless,headed,$(browser_stamp)) HEADED=1
	@$(py) -m flows run --debug $(browser_options) --only "$(or $(ONLY),close-freelancer)"

trace: .venv/run ## Open the newest trace in Playwright's viewer
	@$(py) -m flows trace

serve: .venv/run ## Serve the site on PORT (default 5050); its worlds survive a restart
	@$(py) -m mocksite --port $(PORT)

bench: .venv/run $(browser_stamp) ## Time walks, runs and the site; PEERS=1: and the same closing with other tools
	@$(py) -m tests.bench $(if $(PEERS),--peers)

lint: types style ## Check format, style, types, import boundaries, templates, workflows and guides
	@echo "lint: all good"

types: .venv/all
	@$(py) -m mypy --no-error-summary

style: .venv/all
	@$(py) -m ruff format --check --quiet . && $(py) -m ruff check --quiet .
	@.venv/bin/lint-imports --no-cache > /dev/null || .venv/bin/lint-imports --no-cache
	@$(py) -m djlint mocksite/templates --lint --quiet
	@.venv/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml examples/*/.github/workflows/*.yml > /dev/null
	@.venv/bin/check-jsonschema --builtin-schema vendor.github-actions .github/actions/*/action.yml > /dev/null
	@$(py) -m flows check --read-only

docs: .venv/run ## Regenerate the tables of README.md and docs/
	@$(py) -m flows docs README.md docs/*.md

pictures: .venv/run $(browser_stamp) ## Retake the pictures of README.md, with the last matrix
	@$(py) -m tests.pictures

package: .venv/all .venv/package ## Build the wheel and the source distribution in dist/, and check them
	@rm -rf dist
	@$(py) -m hatchling build
	@.venv/bin/twine check --strict dist/*
	@.venv/bin/check-wheel-contents dist/*.whl

faults: .venv/all $(browser_stamp) ## Press each last button while something fails, and write the table in docs/faults.md
	@$(py) -m tests.faults

lock: .venv/all ## Pin the newest versions that pyproject.toml allows, with hashes
	@$(py) -m pip install --quiet uv
	@$(pin) pyproject.toml -o requirements/run.txt
	@$(pin) pyproject.toml --extra dev -c requirements/run.txt -o requirements/all.txt
	@$(pin) requirements/peers.in -o requirements/peers.txt
	@$(pin) requirements/package.in -c requirements/all.txt -o requirements/package.txt

clean: ## Remove everything that make has made
	@rm -rf .venv artifacts dist var .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Offramp needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3")'
	@echo "Making a virtual environment in .venv …"
	@$(PYTHON) -m venv .venv > /dev/null 2>&1 || { rm -rf .venv; $(apt_get) update -qq; $(apt_get) install -y -qq python3-venv; \
	  $(PYTHON) -m venv .venv; } > /dev/null 2>&1 || { rm -rf .venv; \
	  echo "$(PYTHON) cannot make a virtual environment; install your system's python3-venv package, then try again" >&2; exit 1; }

# The lists are complete, so pip need not resolve. Modules are compiled at their first use; most are never used.
.venv/run .venv/all .venv/package: .venv/%: requirements/%.txt | .venv/bin/python
	@echo "Installing the packages of $< …"
	@$(py) -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r $<
	@touch $@ $(if $(filter .venv/all,$@),.venv/run)

.venv/browser-%: | .venv/bin/python
	@$(MAKE) --silent $(if $(wildcard .venv/all),.venv/all,.venv/run)
	@$(py) -m flows browser $(browser_options)
	@touch "$@"
