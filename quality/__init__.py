"""Measuring and training the extractor: the corpus, training, and `docs/quality.md`. Not part of the wheel."""
