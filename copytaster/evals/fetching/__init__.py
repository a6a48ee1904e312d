"""The parts of `copytaster eval fetch`: speed, bombs, private addresses, politeness.

Servers run on loopback; nothing leaves this machine.
"""
