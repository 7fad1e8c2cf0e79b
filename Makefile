# The front door. Each target does its own set-up first; all are quick when nothing is missing.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
JOBS ?= $(shell nproc)
RUN_FLAGS ?=

.PHONY: help run build test test-long bench format clean
help:
	@echo "make run     start Fenming with demo data and print the address to open"
	@echo "make test    everything that a change can break"
	@echo "make bench   our figures beside the peers'"
	@echo "make format  formats the source"

build:
	@tools/setup.sh native web server
	@tools/build.sh native web

run: build
	@exec /usr/bin/python3 serve.py --demo $(RUN_FLAGS)

test:
	@tools/test.sh

test-long:
	@tools/test.sh --long

bench: build
	@bench/run.sh

format:
	@tools/setup.sh format
	@git ls-files -co --exclude-standard '*.cpp' '*.h' | xargs -r clang-format -i

clean:
	rm -rf build/native build/native-clang build/native-asan build/web build/web-build
