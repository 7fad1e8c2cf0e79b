"""The HTTP backend behind serve.py: documents, accounts and the engine's worker processes.

It does no arithmetic on money and takes no pricing decision: it calls the engine, stores what the
engine says in one transaction, and serves it.
"""

SERVER_VERSION = "0.1.0"
