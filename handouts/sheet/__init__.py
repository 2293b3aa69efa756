"""Programme -> blocks and their style: what stands where, before any of it is measured."""
