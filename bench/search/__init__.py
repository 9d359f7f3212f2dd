"""Measuring the search engine against peers: the data, the questions, ours and the others."""
