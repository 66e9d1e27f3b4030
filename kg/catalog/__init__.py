"""What is known before an article is read: relations, wordings, names; all from data files."""
