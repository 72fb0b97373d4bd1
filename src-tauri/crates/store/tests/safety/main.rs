//! Whatever lies where the archive should be, and whatever befalls it: nothing is deleted, nothing of others is touched, and
//! a good backup is found.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test all through")]

mod backups;
mod damage;
mod life;
mod migration;
mod orphans;
mod refused;
