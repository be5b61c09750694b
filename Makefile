# Everything a developer or CI runs. `make help` lists it.
.DEFAULT_GOAL := help
CONFIGURATION ?= Release
RESULTS := artifacts/test-results

.PHONY: help
help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

.PHONY: build
build: ## compile everything
	dotnet build RulesRouter.sln -c $(CONFIGURATION) -nologo -v quiet

.PHONY: test
test: build ## run every test
	@.ci/test $(CONFIGURATION) $(RESULTS)

.PHONY: lint
lint: ## formatting, naming and style, without changing a file
	dotnet format RulesRouter.sln --verify-no-changes --no-restore

.PHONY: ci
ci: test ## what CI runs

.PHONY: clean
clean: ## delete what was built
	rm -rf artifacts
	dotnet clean RulesRouter.sln -c $(CONFIGURATION) -nologo -v quiet
