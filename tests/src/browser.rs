//! A person at a browser, played: opens the page it is given, answers it, and goes where it leads.
//!
//! The browser runs as a program of its own, started by the desktop as a real one would be. It reads what the person means
//! to do from a folder and leaves there what it did, so a scenario can steer it and ask about it.

mod form;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::failure::{Failure, Told};

/// The environment variable that names the folder.
pub const FOLDER: &str = "TONEARM_STAND_IN";

/// What the person means to do with the next consent page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Intent {
    /// Press "Agree".
    Agree,
    /// Press "Cancel".
    Cancel,
    /// Agree, but come back with an answer that belongs to another sign-in.
    WrongState,
    /// Agree, but come back with the code of the visit before.
    ReuseCode,
    /// Leave the page open and do nothing.
    Hold,
}

/// One page that the application opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// What the browser was asked to open.
    pub opened: String,
    /// What the person meant to do.
    pub intent: Intent,
    /// Where the consent page sent the browser, once answered.
    pub returned_to: Option<String>,
    /// The text of the page that the browser ended on, where it ended on one.
    pub page: Option<String>,
}

/// The browser as a scenario sees it.
#[derive(Debug, Clone)]
pub struct Browser {
    folder: PathBuf,
}

impl Browser {
    /// The browser that is steered from this folder; agrees until told otherwise.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn at(folder: &Path) -> Told<Self> {
        fs::create_dir_all(folder)?;
        let browser = Self {
            folder: folder.to_owned(),
        };
        browser.will(Intent::Agree)?;
        Ok(browser)
    }

    /// From now on, the person means to do this.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn will(&self, intent: Intent) -> Told {
        Ok(fs::write(self.folder.join("intent"), serde_json::to_vec(&intent)?)?)
    }

    /// Every page that the application opened, first to last, each as soon as the browser is done with it.
    ///
    /// # Errors
    /// When the browser's notes cannot be read.
    pub fn visits(&self) -> Told<Vec<Visit>> {
        let Ok(notes) = fs::read_to_string(self.folder.join("visits")) else {
            return Ok(Vec::new());
        };
        notes.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
    }

    async fn answer(&self, page: &str, intent: Intent) -> Told {
        let visit = play(page, intent, self.visits()?.last()).await?;
        // Noted first: what follows from handing on may be looked for at once.
        self.note(&visit)?;
        visit.returned_to.as_deref().map_or(Ok(()), hand_on)
    }

    fn note(&self, visit: &Visit) -> Told {
        let mut line = serde_json::to_vec(visit)?;
        line.push(b'\n');
        fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.folder.join("visits"))?
            .write_all(&line)?;
        Ok(())
    }
}

/// The whole life of the browser program: one page, taken from the command line.
///
/// # Errors
/// When it was started without a page or a folder, or the page cannot be answered.
pub async fn run() -> Told {
    let folder = std::env::var_os(FOLDER)
        .ok_or_else(|| Failure::new(format!("{FOLDER} names the folder to be steered from")))?;
    let page = std::env::args()
        .next_back()
        .ok_or_else(|| Failure::new("no page to open"))?;
    let browser = Browser { folder: folder.into() };
    let intent = serde_json::from_slice(&fs::read(browser.folder.join("intent"))?)?;
    if let Err(failure) = browser.answer(&page, intent).await {
        fs::write(browser.folder.join("failure"), failure.to_string())?;
        return Err(failure);
    }
    Ok(())
}

async fn play(page: &str, intent: Intent, before: Option<&Visit>) -> Told<Visit> {
    let mut visit = Visit {
        opened: page.to_owned(),
        intent,
        returned_to: None,
        page: None,
    };
    let page = Url::parse(page)?;
    // Whatever is not on this computer belongs to the world outside, which no test touches.
    if intent == Intent::Hold || page.host_str() != Some("127.0.0.1") {
        return Ok(visit);
    }

    // A browser's own redirects would swallow the address that this is all about.
    let client = reqwest::Client::builder().redirect(Policy::none()).no_proxy().build()?;
    let mut answer = client.get(page.clone()).send().await?;
    if answer.headers().get(LOCATION).is_none() && answer.status().is_success() {
        let html = answer.text().await?;
        let button = if intent == Intent::Cancel { "Cancel" } else { "Agree" };
        let Some(submission) = form::submission(&html, button, &page)? else {
            visit.page = Some(form::text(&html));
            return Ok(visit);
        };
        answer = match submission.post {
            true => client.post(submission.action).form(&submission.fields).send().await?,
            false => client.get(submission.action).query(&submission.fields).send().await?,
        };
    }

    let Some(location) = answer.headers().get(LOCATION) else {
        visit.page = Some(form::text(&answer.text().await?));
        return Ok(visit);
    };
    let location = page.join(location.to_str()?)?;
    let location = altered(location, intent, before);
    visit.returned_to = Some(location.to_string());
    if location.scheme() == "http" {
        let landing = client.get(location).send().await?;
        visit.page = Some(form::text(&landing.text().await?));
    }
    Ok(visit)
}

/// The address as it came, or with the one thing wrong that the scenario is about.
fn altered(mut location: Url, intent: Intent, before: Option<&Visit>) -> Url {
    let other_code = before
        .and_then(|visit| visit.returned_to.as_deref())
        .and_then(|address| Url::parse(address).ok())
        .and_then(|address| {
            address
                .query_pairs()
                .find(|(name, _)| name == "code")
                .map(|(_, code)| code.into_owned())
        });
    let pairs: Vec<(String, String)> = location
        .query_pairs()
        .map(|(name, value)| {
            let value = match (intent, &*name) {
                (Intent::WrongState, "state") => "of-another-sign-in".to_owned(),
                (Intent::ReuseCode, "code") => other_code.clone().unwrap_or_else(|| "used-before".to_owned()),
                _ => value.into_owned(),
            };
            (name.into_owned(), value)
        })
        .collect();
    location.query_pairs_mut().clear().extend_pairs(pairs);
    location
}

/// Gives an address of another scheme to whoever the desktop has for it.
fn hand_on(location: &str) -> Told {
    if location.starts_with("http:") {
        return Ok(());
    }
    let status = Command::new("xdg-open").arg(location).status()?;
    if !status.success() {
        return Err(Failure::new(format!("xdg-open found nobody for {location}: {status}")));
    }
    Ok(())
}
