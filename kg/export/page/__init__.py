"""The network as a page: chosen, laid out, written as one HTML file, or as a picture of it."""
