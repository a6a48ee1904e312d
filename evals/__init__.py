"""Quality floors and adapters: `make eval`. The judges' scores live in copytaster/evals; what was reached is pinned here."""
