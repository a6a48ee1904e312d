"""`make bench`: every timed run in turn, or those that are named: python -m bench.run loading judging."""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
import time

import bench

_SKIPPED = {"run"}


def main() -> None:
    """Run the benchmarks named on the command line, or all, and print what each says."""
    names = [m.name for m in pkgutil.iter_modules(bench.__path__) if m.name not in _SKIPPED]
    wanted = [name for name in sys.argv[1:] if not name.startswith("-")] or names
    for name in wanted:
        if name not in names:
            sys.exit(f"there is no benchmark named {name!r}; there are: {', '.join(names)}")
        print(f"== {name}", flush=True)
        began = time.perf_counter()
        found = importlib.import_module(f"bench.{name}").main()
        if isinstance(found, dict):
            print(json.dumps(found, indent=1))
        print(f"   ({time.perf_counter() - began:.1f} s)", flush=True)


if __name__ == "__main__":
    main()
