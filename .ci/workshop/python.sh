#!/bin/sh
# Fill the virtual environment from a lock file: python.sh FOLDER app|dev
set -eu
venv=$1 lock=$2
fail() { echo "teamfeed: $1" >&2; exit 1; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in "$PYTHON" python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && new_enough "$name"; then echo "$name"; return; fi
    done
}

make_venv() {
    command -v "$PYTHON" >/dev/null || fail "$PYTHON not found: install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3"
    python=$(find_python)
    [ -n "$python" ] || fail "$("$PYTHON" -V 2>&1) is too old: install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3"
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python has no venv module: install it (Debian and Ubuntu: apt-get install python3-venv)"
    "$python" -m venv --clear "$venv" || fail "cannot create $venv: is this folder writable?"
}

"$venv/bin/python" -m pip --version >/dev/null 2>&1 && new_enough "$venv/bin/python" || make_venv
pip() {
    "$venv/bin/python" -m pip -qq --disable-pip-version-check "$@" ||
        fail "installing Python packages failed, see above: check the network, then run make again"
}

echo "teamfeed: installing Python packages (requirements/$lock.txt)"
if [ "$lock" = app ]; then
    pip install --require-hashes -r requirements/build.txt -r requirements/app.txt
    pip install --no-deps --no-build-isolation --editable .
else
    pip install --require-hashes -r "requirements/$lock.txt"
fi
