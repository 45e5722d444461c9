# Training and measuring the extractor; everything else is `kg` itself and pytest. PYTHON=.venv-dev/bin/python
PYTHON ?= python3

.PHONY: train quality
train: # kg/text/reader.npz from corpus/; wants pip install .[train] and a graphics card, ten minutes there
	$(PYTHON) -m quality.train
quality: # docs/quality.md; wants ../shared beside the project
	$(PYTHON) -m quality.report
