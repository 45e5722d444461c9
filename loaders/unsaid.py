"""What a document does not say of itself, and the caller of `kg load` does: its day and its outlet."""

from __future__ import annotations

from dataclasses import replace

from kg.dates import checked
from kg.text.documents import Header, outlet


def completed(said: Header, published: str | None, source: str | None) -> Header:
    """What a document says, and what the caller says where it says nothing: its own word stands.

    Another day or outlet would make another document of it, known since another day and counted as another source.

    >>> told = completed(Header(source="Meridian Wire"), "2024-10", "Horn Tribune")
    >>> told.source, told.published
    ('Meridian Wire', '2024-10')
    """
    published = checked(published, "published") if published else None
    named = outlet(said.source).kind != "unknown"
    return replace(said, published=said.published or published, source=said.source if named else source)
