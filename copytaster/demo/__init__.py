"""The demo's wires, as data: what each is and under which licence stands in the ATTRIBUTION.txt beside it."""
