# The two commands of a newcomer are `make quickstart` and `make test`; `make help` lists the rest.

ETALON := .build/release/etalon

# A debug build whose C kernels are optimised: the tests compute much. SwiftPM builds anew when flags change, so that
# every debug build of this file has the same ones.
FLAGS := -Xcc -O2

.DEFAULT_GOAL := help
.PHONY: help quickstart test sets evals peers build portability rules sanitize fuzz release dist bench lint format clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

quickstart: release ## build, run specs/quickstart.yaml, sign it, verify it by re-execution
	@scripts/quickstart.sh $(ETALON)

test: ## install what the tests need and run every test
	@scripts/install-packages.sh build test
	swift build --build-tests $(FLAGS) --explicit-target-dependency-import-check error
	@scripts/test.sh $(FLAGS)

sets: ## fetch the question sets of others that tests of imports read (400 MB), into .build/sets
	scripts/fetch_sets.py

evals: ## install lm-evaluation-harness and Inspect (1 GB), which answers are compared with, into .build/evals
	python3 -m venv .build/evals
	.build/evals/bin/pip install -q --disable-pip-version-check -r Tests/Outside/requirements-evals.txt

peers: evals release ## evaluations beside lm-evaluation-harness and Inspect: the same items one by one, and processor time an item
	python3 Benchmarks/evaluations.py $(ETALON) .build/evals/bin/python

build: ## debug build
	@scripts/install-packages.sh build
	swift build $(FLAGS)

portability: ## the kernels' bits on x86-64 and, under qemu, on arm64; kernels that are wrong on purpose are noticed
	@scripts/install-packages.sh portability
	scripts/portability.sh arm64 faults

sanitize: ## the kernels and their tests under the address, undefined-behaviour and thread sanitizers
	scripts/portability.sh sanitize
	@for kind in address thread; do \
	  LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/Portability/leaks.txt \
	  swift test --sanitize $$kind --scratch-path .build/$$kind --disable-xctest -Xcc -O1 --filter KernelsTests || exit 1; \
	done

rules: ## the twelve rules of a grade over 100,000 random tables each, false promotion, and how long a ranking takes (release build)
	scripts/rules.sh

SECONDS ?= 60
fuzz: ## fuzz the safetensors reader for SECONDS (60) with libFuzzer
	scripts/fuzz.sh $(SECONDS)

release: ## release build: .build/release/etalon
	@scripts/install-packages.sh build
	swift build -c release --product etalon --static-swift-stdlib -debug-info-format none -Xlinker -s

dist: ## one file that runs elsewhere, the same bits from every folder: .build/etalon-ARCHITECTURE and its SHA-256
	@scripts/install-packages.sh build
	scripts/dist.sh

bench: ## measure the kernels beside other libraries: BENCHMARKS.md; BENCH=pattern and QUICK=1 for a part of it
	@scripts/install-packages.sh build bench
	@touch Benchmarks/Package.swift && rm -rf .build/bench/*/release/ModuleCache # else new files of ours go unnoticed
	swift build -c release --package-path Benchmarks --scratch-path .build/bench --product etalon-bench
	@BENCH='$(BENCH)' QUICK='$(QUICK)' scripts/bench.sh .build/bench/release/etalon-bench
	@test -n '$(BENCH)' || { $(MAKE) -s release && python3 Benchmarks/bundles.py .build/release/etalon $(if $(QUICK),--quick); }

lint: ## format, imports between rooms, documented declarations, numbers from outside, shell scripts
	swift format lint --strict -r -p Sources Tests Benchmarks/Sources Package.swift Benchmarks/Package.swift
	swift build --build-tests $(FLAGS) --explicit-target-dependency-import-check error
	python3 scripts/doc-coverage.py
	python3 scripts/arithmetic.py
	! command -v shellcheck >/dev/null || shellcheck scripts/*.sh .ci/run

format: ## let the formatter rewrite the sources
	swift format -i -r -p Sources Tests Benchmarks/Sources Package.swift Benchmarks/Package.swift

clean: ## remove what was built
	rm -rf .build
