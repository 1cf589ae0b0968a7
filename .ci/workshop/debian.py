"""Install what the tests need from Debian's packages, where we may."""

import os
import shutil
import subprocess


def install(package: str) -> bool:
    """Whether the package could be installed: as root, on a Debian or a child of it."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print(f"teamfeed: installing {package} with apt-get for the tests", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], check=False, stdout=subprocess.DEVNULL)
    done = subprocess.run(
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", package],
        check=False,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    return done.returncode == 0
