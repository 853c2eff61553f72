"""Tests of the command line in real processes, through real pipes and a pseudo-terminal."""
