# All tasks of developers and CI. `make help` lists them.
.DEFAULT_GOAL := help
CONFIGURATION ?= Release
RESULTS := artifacts/test-results
TOOL := artifacts/rulesrouter/rulesrouter

.PHONY: help
help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

.PHONY: build
build: ## compile everything and publish the tool to artifacts/rulesrouter
	dotnet build RulesRouter.sln -c $(CONFIGURATION) -nologo -v quiet
	rm -rf artifacts/rulesrouter
	dotnet publish src/RulesRouter.Cli -c $(CONFIGURATION) --no-build -nologo -v quiet -o artifacts/rulesrouter
	@.ci/ready-to-run artifacts/rulesrouter

.PHONY: run
run: build ## start the decision service on 127.0.0.1:8080 with the shipped policies and sample evidence
	$(TOOL) serve --policies policies --allow-sample-evidence --key-attribute sensitivity=public

.PHONY: test
test: build ## run all tests
	@.ci/test $(CONFIGURATION) $(RESULTS)

.PHONY: decisions
decisions: build ## write tests/testdata/decisions again after a change of meaning; review the difference
	-RULESROUTER_WRITE_DECISIONS=1 dotnet test tests/RulesRouter.Service.Tests -c $(CONFIGURATION) --no-build --nologo --filter ShippedDecisionTests
	git diff --stat tests/testdata/decisions

.PHONY: lint
lint: ## check formatting, style and line length without changing files
	dotnet restore RulesRouter.sln -v quiet
	dotnet format whitespace RulesRouter.sln --verify-no-changes --no-restore
	dotnet format style RulesRouter.sln --severity warn --exclude-diagnostics IDE0005 --verify-no-changes --no-restore
	dotnet test tests/RulesRouter.ArchitectureTests -c $(CONFIGURATION) --no-restore --nologo -v quiet --filter FullyQualifiedName~LineLengthTests

.PHONY: audit
audit: ## list packages with known vulnerabilities; skipped where no advisory source can be reached
	@.ci/audit

.PHONY: sbom
sbom: ## write artifacts/sbom/bom.json, the CycloneDX bill of materials
	@.ci/sbom artifacts/sbom

.PHONY: public-api
public-api: ## write the public API of each library to its PublicAPI.Shipped.txt
	dotnet build RulesRouter.sln -c Release -nologo -v quiet --no-incremental -p:TreatWarningsAsErrors=false
	.ci/public-api

.PHONY: policies
policies: build ## validate, test and prove the shipped policies
	$(TOOL) fmt --check --upgrade policies
	$(TOOL) validate policies
	$(TOOL) test policies
	$(TOOL) prove policies

.PHONY: readme
readme: build ## run the commands of README.md and compare their output
	dotnet test tests/RulesRouter.Cli.Tests -c $(CONFIGURATION) --no-build --nologo --filter FullyQualifiedName~ReadmeTests

.PHONY: gateway-clients
gateway-clients: build ## run Claude Code and Codex on the gateway and mocks, in a network namespace that has loopback alone
	@.ci/gateway-clients $(CONFIGURATION)

.PHONY: reference
reference: build ## write policies/README.md, the language reference
	$(TOOL) reference > policies/README.md.new && mv policies/README.md.new policies/README.md
	$(TOOL) explain --format markdown > schemas/diagnostics.md.new && mv schemas/diagnostics.md.new schemas/diagnostics.md

.PHONY: settings
settings: build ## write the table of settings in src/RulesRouter.Service/README.md and their schema
	-UPDATE_EXPECTED=1 dotnet test tests/RulesRouter.Service.Tests -c $(CONFIGURATION) --no-build --nologo --filter SettingTableTests

.PHONY: soak
soak: build ## run two instances under load and random faults; SOAK_SECONDS=N for the time, SOAK_SEED=N for the order
	dotnet run --project tests/RulesRouter.FaultTests -c $(CONFIGURATION) --no-build -- soak

.PHONY: fuzz
fuzz: build ## run 20,000 mutated attacks; FUZZ=N for the number, FUZZ_SEED=N for others
	FUZZ=$${FUZZ:-20000} dotnet test tests/RulesRouter.Cli.Tests -c $(CONFIGURATION) --no-build --nologo --filter FuzzTests

.PHONY: mutants
mutants: ## mutation testing of the semantic core with Stryker (slow)
	dotnet tool restore
	cd tests/RulesRouter.Core.Tests && dotnet stryker -f stryker-config.json --output ../../artifacts/mutants/core
	cd tests/RulesRouter.Evaluation.Tests && for part in conditions combining filtering choosing; do dotnet stryker -f Mutants/$$part.json --output ../../artifacts/mutants/$$part || exit 1; done

.PHONY: classifier
classifier: build ## retrain the shipped classifier from the training data beside the repository
	$(TOOL) classifier train --data ../shared/data/train --out models/classifier

BENCH := dotnet run --project tests/RulesRouter.Benchmarks -c $(CONFIGURATION) --no-build --

.PHONY: bench
bench: build ## run all benchmarks: one table, and artifacts/bench/bench.json
	$(BENCH) table

.PHONY: bench-quick
bench-quick: build ## run all benchmarks in shorter rounds: under three minutes on a quiet machine
	$(BENCH) table --quick

.PHONY: bench-memory
bench-memory: build ## memory in use over 10 million decisions and 1,000 reloads
	$(BENCH) memory

.PHONY: bench-gateway
bench-gateway: build ## measure the gateway beside its upstream, a bare YARP proxy and npm's @portkey-ai/gateway; ARGS=--quick for less
	$(BENCH) gateway $(ARGS)

.PHONY: profile-gateway
profile-gateway: build ## where the processor time of the warm gateway goes, by perf; ARGS=--streams for streams
	$(BENCH) gateway-profile $(ARGS)

.PHONY: bench-check
bench-check: build ## compare both executors of conditions, and decisions with a naive evaluator, on 100,000 generated cases
	RULESROUTER_CASES=100000 dotnet test tests/RulesRouter.Evaluation.Tests -c $(CONFIGURATION) --no-build --nologo --filter FullyQualifiedName~ExecutorProperties
	RULESROUTER_CASES=100000 dotnet test tests/RulesRouter.Differential.Tests -c $(CONFIGURATION) --no-build --nologo

.PHONY: suite
suite: build ## make an evaluation suite of this repository's history, run scripted models, print the report; SCENARIOS=N
	@.ci/suite $(TOOL) artifacts/suite

.PHONY: ci
ci: lint audit policies test ## run everything that CI runs

.PHONY: clean
clean: ## delete build outputs
	rm -rf artifacts
	dotnet clean RulesRouter.sln -c $(CONFIGURATION) -nologo -v quiet
