# Verbs for people. `make` alone lists them.

.DEFAULT_GOAL := help
.PHONY: help demo test check fuzz build image bench release-preview format docs clean

help: ## list the verbs
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 24

demo: ## push a sample image twice to a sandbox, and break one thing on purpose; no AWS account
	@script/demo

test: ## everything that has to hold: check, contracts, processes, end to end, docs
	@script/test

check: ## the fast part: format, compile, unit and architecture tests
	@script/check

fuzz: ## a million inputs for each language: tag rules, lists, ecr-push.yml, compose, presets
	@script/fuzz

build: ## the runnable program, for bin/ecr-push
	@script/build

image: ## the container action's image; says its size and layers
	@script/image --size

bench: ## measure beside the real alternative, and write docs/performance.md's tables
	@script/bench

release-preview: ## rehearse a release against the sandbox, up to the upload
	@script/release-preview

format: ## format the sources
	@script/mvn spotless:apply

docs: ## generate the pages that are generated
	@script/docs

clean: ## remove what was built
	@rm -rf target
