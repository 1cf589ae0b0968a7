#!/bin/sh
# Install the browser's packages, and Node itself from PyPI where the system has none.
set -eu
fail() { echo "teamfeed: $1" >&2; exit 1; }

if ! .ci/workshop/with-node.sh 2>/dev/null; then
    echo "teamfeed: no Node 20 or newer with npm here, installing one into .venv"
    .venv/bin/python -m pip -qq --disable-pip-version-check install --require-hashes -r requirements/node.txt ||
        fail "installing Node failed, see above: check the network, or install Node 20 or newer yourself"
fi
echo "teamfeed: installing browser packages (package-lock.json)"
.ci/workshop/with-node.sh npm ci --no-audit --no-fund --loglevel=error >/dev/null ||
    fail "npm ci failed, see above: check the network, then run make again"
