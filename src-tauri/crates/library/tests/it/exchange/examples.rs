//! Single things that can happen between machines.
