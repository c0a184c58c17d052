"""What is timed, against what. `python -m bench` runs everything; bench/README.md keeps the last figures."""
