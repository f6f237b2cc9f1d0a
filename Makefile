# `make demo` and `make test` set up everything they need. See README.md.
.PHONY: help demo test coverage proof style lint format schemas reference docs serve clean
.DEFAULT_GOAL := help
# Small matrices: several threads of the linear algebra only wait for each other.
export OPENBLAS_NUM_THREADS := 1

help: ## say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

demo: ## a small award from plan to site, in the practice town, beside the truth
	@tools/prepare.sh demo
	@.venv/bin/svartid demo || [ $$? = 1 ] # 1: measured, and a call differs from the truth; the table says which

serve: ## the site again, with the demonstration's record and a sign-in card a role
	@tools/prepare.sh demo
	@.venv/bin/svartid serve --demo-cards

test: ## every check that must pass before a change lands (under 15 minutes)
	@tools/prepare.sh test
	@$(MAKE) --no-print-directory style
	tools/test.sh

coverage: ## the same tests, and which lines none of them has run
	@tools/prepare.sh test
	tools/test.sh coverage

proof: ## the long proofs (under an hour)
	@tools/prepare.sh test
	tools/test.sh proof

style:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

lint: style ## style, types, and the house's one-way doors
	.venv/bin/mypy
	.venv/bin/lint-imports

format: ## put the code into the house style
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

schemas: ## write the JSON Schemas anew
	.venv/bin/svartid schema --out scenarios/schema

reference: ## write the documentation's reference anew from the code
	.venv/bin/python -m dashboards.reference docs/reference

docs: reference ## the documentation as a site, in out/docs
	NO_MKDOCS_2_WARNING=1 .venv/bin/mkdocs build --strict

clean: ## remove what was made here
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
