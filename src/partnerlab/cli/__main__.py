"""`python -m partnerlab.cli`: the command line where the script is not on the path."""

from partnerlab.cli import main

main()
