//! The consent page without a browser: answers it and returns the address that it redirects to.
//! Fetches the page first, as a browser would, so that a page that does not open is noticed.

use reqwest::Client;
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use url::Url;

use crate::failure::{Failure, Outcome};

/// Presses "Agree" and returns the address that the browser is sent to.
///
/// # Errors
/// When the page does not open, or does not redirect.
pub async fn agree(page: &Url) -> Outcome<Url> {
    answer(page, "agree").await
}

/// Presses "Cancel" and returns the address that the browser is sent to.
///
/// # Errors
/// When the page does not open, or does not redirect.
pub async fn cancel(page: &Url) -> Outcome<Url> {
    answer(page, "cancel").await
}

async fn answer(page: &Url, answer: &str) -> Outcome<Url> {
    // The redirect itself is the result; it must not be followed.
    let browser = Client::builder().redirect(Policy::none()).no_proxy().build()?;
    let opened = browser.get(page.clone()).send().await?;
    if !opened.status().is_success() {
        return Err(Failure::new(format!("the consent page says {}", opened.text().await?)));
    }
    let mut fields: Vec<(String, String)> = page.query_pairs().into_owned().collect();
    fields.push(("answer".to_owned(), answer.to_owned()));
    let answered = browser
        .post(page.join("/authorize/consent")?)
        .form(&fields)
        .send()
        .await?;
    match answered.headers().get(LOCATION) {
        Some(location) => Ok(Url::parse(location.to_str()?)?),
        None => Err(Failure::new(format!(
            "the consent page leads nowhere: {}",
            answered.status()
        ))),
    }
}
