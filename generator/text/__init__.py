"""Text: characters, names, identifiers, English, LaTeX, and the one place that makes text safe."""
