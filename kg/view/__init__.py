"""Show the graph: the page that people open."""
