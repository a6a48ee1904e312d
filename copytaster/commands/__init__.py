"""The commands, a file for what belongs together. Each reads its arguments, asks the desk, and prints; heavy rooms are entered
late, so that `copytaster --help` answers at once.
"""
