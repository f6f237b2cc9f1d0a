"""What is asked: the scenario language and its library."""
