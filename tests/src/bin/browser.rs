//! The browser program that a stage puts in place of the person's own.

use tonearm_tests::{browser, failure::Told};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Told {
    browser::run().await
}
