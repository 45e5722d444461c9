"""Pictures of the graph for people: what to show, where to put it, and the page that shows it."""
