"""The command line. (In the making.)"""
