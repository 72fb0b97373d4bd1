//! The archive on disk: what imports and recordings make of it, and what remains of it when something breaks.

mod any_order;
mod gaps;
mod generated_exports;
mod reading_times;
mod recording;
mod safety;
mod sample_life;
mod soak;
mod truth;
mod unkind_month;
