"""The graph: a projection of the record that can be thrown away, embedded or on a Neo4j server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import Usage

if TYPE_CHECKING:
    from kg.store.bolt import BoltStore

REMOTE = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def open_store(url: str, **options: Any) -> BoltStore:
    """The store at a folder (embedded) or at the address of a Neo4j server.

    A server's address may hold user and database, `bolt://neo4j@localhost:7687/neo4j`; the password
    comes from NEO4J_PASSWORD, or from the address where nobody else can read that.
    """
    scheme, separator, _ = url.partition("://")
    if not separator:
        from kg.store.embedded import EmbeddedStore

        return EmbeddedStore(url, **options)
    if scheme not in REMOTE:
        raise Usage(f"store {scheme}://…: write a folder, bolt://HOST:PORT or neo4j://HOST:PORT")
    from kg.store.server import Neo4jStore

    return Neo4jStore(url, **options)
