"""python -m teamfeed: the command line."""

from teamfeed.cli import main

main()
