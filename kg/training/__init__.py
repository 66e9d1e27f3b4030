"""How the shipped weights are made; needs the `train` extra. `python -m kg.training --help`."""
