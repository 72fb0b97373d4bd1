//! The consent page without a browser: a listener's answer, and the address it leads back to.
//! Fetches the page first, as a browser would, so that a page that does not open is noticed.

use reqwest::Client;
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use url::Url;

use crate::failure::{Failure, Told};

/// Presses "Agree"; the address that the browser is sent to.
///
/// # Errors
/// When the page does not open, or leads nowhere.
pub async fn agree(page: &Url) -> Told<Url> {
    answer(page, "agree").await
}

/// Presses "Cancel"; the address that the browser is sent to.
///
/// # Errors
/// When the page does not open, or leads nowhere.
pub async fn cancel(page: &Url) -> Told<Url> {
    answer(page, "cancel").await
}

async fn answer(page: &Url, answer: &str) -> Told<Url> {
    // Where the page leads is the answer; nobody here has to follow it.
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
