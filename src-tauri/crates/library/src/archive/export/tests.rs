//! What is exported can be read by those it is for, and is everything that was there.

mod archive;
mod destination;
mod json;
mod tables;
