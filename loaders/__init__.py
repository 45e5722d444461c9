"""One file per public source or document format."""
