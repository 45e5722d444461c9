# Training and measuring the extractor; everything else is `kg` itself and pytest. PYTHON=.venv-dev/bin/python
PYTHON ?= python3

.PHONY: train quality
train: # kg/text/scorer.npz from corpus/, the same bytes each time; minutes
	$(PYTHON) -m quality.train
quality: # docs/quality.md; wants ../shared beside the project
	$(PYTHON) -m quality.report
