"""The jury's pages: phases, nominees side by side, ballots, where jurors disagree, decision and protocol."""
