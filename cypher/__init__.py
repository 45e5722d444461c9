"""The schema and the named queries, as files: schema.yaml and *.cypher."""
