"""`python -m docfields`."""

from .cli import main

main()
