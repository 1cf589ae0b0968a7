"""Several processes: one that dies is started again, all end together."""

import subprocess
import sys
import time
from pathlib import Path

SERVE = """
import sys
from teamfeed import green, serving
green.patch("eventlet")
sys.exit(serving.serve_many([sys.executable, "-c", sys.argv[1]], 1))
"""


def test_a_process_that_cannot_start_is_not_tried_without_rest(tmp_path: Path) -> None:
    tries = tmp_path / "tries"
    fails = f"open({str(tries)!r}, 'a').write('x')"
    served = subprocess.Popen([sys.executable, "-c", SERVE, fails], stderr=subprocess.DEVNULL)
    try:
        time.sleep(4)
    finally:
        served.terminate()

    assert served.wait(timeout=10) == 0
    assert 1 <= len(tries.read_text()) <= 9
