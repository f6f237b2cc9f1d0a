"""`svartid demo`: a small award in the practice town, from the plan to the site."""
