#!/bin/sh
# Resolve the lock files anew; no registry's address may get into them.
set -eu
.venv/bin/python -m uv --version >/dev/null 2>&1 || .venv/bin/python -m pip --quiet install uv
compile() { .venv/bin/python -m uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 "$@"; }
# Development first: what is tested is what is installed, version by version.
compile pyproject.toml requirements/dev.in -o requirements/dev.txt
compile -c requirements/dev.txt pyproject.toml -o requirements/app.txt
compile -c requirements/dev.txt requirements/build.in -o requirements/build.txt
compile -c requirements/dev.txt requirements/node.in -o requirements/node.txt
.ci/workshop/with-node.sh npm install --package-lock-only
