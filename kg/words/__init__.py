"""Put claims into plain words, with their hedge, their direction and their limits."""
