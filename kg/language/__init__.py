"""The language wing: an article in, its claims out. Knows spaCy and the catalog, no RDF."""
