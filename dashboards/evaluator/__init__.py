"""The evaluator's pages: campaigns, fieldwork, reviews, people, publication."""
