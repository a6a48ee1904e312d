"""Timed runs: `make bench`. CPU-seconds of one core, beside a peer in the same run where there is one; never a test."""
