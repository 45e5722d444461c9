"""A knowledge graph of state alliances and military cooperation, with evidence for every edge."""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """`kg.open(url)` without paying for its imports at `import kg`."""
    if name == "open":
        from kg.workspace import open_workspace

        return open_workspace
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
