"""The learned extractor: which relation each pair of mentions in a sentence has."""
