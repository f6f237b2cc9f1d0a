"""A small award of the practice town, carried out for real and laid beside what is known to be true."""
