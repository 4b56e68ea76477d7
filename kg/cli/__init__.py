"""Run `kg` from a shell: parse, call one function, print."""
