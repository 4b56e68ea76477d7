"""Put treatments side by side, honestly, with every cell traceable to its claims."""
