"""A shopper's rating, answer by answer: opened, saved at every tap, sent. See results.review_rating, too."""
