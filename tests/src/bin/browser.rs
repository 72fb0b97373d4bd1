//! The browser program that a testbed sets as the desktop's default browser.

use tonearm_tests::{browser, failure::Outcome};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    browser::run().await
}
