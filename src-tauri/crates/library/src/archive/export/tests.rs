//! What is written out can be read by those it is for, and is all that was there.

mod json;
mod place;
mod stage;
mod tables;
