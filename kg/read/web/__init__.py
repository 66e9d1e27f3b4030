"""Fetching pages from the web, decently and from public addresses only."""
