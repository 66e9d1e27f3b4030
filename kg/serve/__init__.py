"""The graph over HTTP: SPARQL for programs, pages for people. `kg serve` runs it."""
