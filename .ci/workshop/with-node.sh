#!/bin/sh
# Run a command with Node on its path: the system's if it is 20 or newer, else the one in .venv.
# Scripts of npm packages need the rest of the environment too, so nothing else is touched.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
good() { command -v npm >/dev/null && node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null; }
if ! good; then
    PATH="$here/.venv/bin:$PATH"
    export PATH
    good || { echo "teamfeed: no Node 20 or newer: run make again, or install Node" >&2; exit 1; }
fi
[ $# -eq 0 ] || exec "$@"
