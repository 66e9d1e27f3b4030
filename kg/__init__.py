"""Communique: news articles on international affairs in, a knowledge graph out."""
