//! A simulated person at a browser: opens the page it is given, answers it, and follows where it leads.
//!
//! The browser is a program of its own, which the desktop starts as it would a real one. It reads the person's intent from
//! a folder and writes there what it did, so a scenario can steer it and see its visits.

mod form;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::failure::{Failure, Outcome};

/// The environment variable that names the folder.
pub const FOLDER: &str = "TONEARM_TEST_BROWSER";

/// What the person does with the next consent page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Intent {
    /// Press "Agree".
    Agree,
    /// Press "Cancel".
    Cancel,
    /// Agree, but return an answer that belongs to another sign-in.
    WrongState,
    /// Agree, but return the code of the visit before.
    ReuseCode,
    /// Leave the page open and do nothing.
    Hold,
}

/// One page that the application opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// What the browser was asked to open.
    pub opened: String,
    /// What the person did.
    pub intent: Intent,
    /// Where the consent page redirected to, once answered.
    pub returned_to: Option<String>,
    /// The text of the page that the browser ended on, if there is one.
    pub page: Option<String>,
}

/// The browser, from a scenario's side.
#[derive(Debug, Clone)]
pub struct Browser {
    folder: PathBuf,
}

impl Browser {
    /// The browser that is steered from this folder; it agrees until [`Self::will`] says otherwise.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn at(folder: &Path) -> Outcome<Self> {
        fs::create_dir_all(folder)?;
        let browser = Self {
            folder: folder.to_owned(),
        };
        browser.will(Intent::Agree)?;
        Ok(browser)
    }

    /// Sets what the person will do from now on.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn will(&self, intent: Intent) -> Outcome {
        Ok(fs::write(self.folder.join("intent"), serde_json::to_vec(&intent)?)?)
    }

    /// Every page that the application opened so far, in order. A page appears once the browser is done with it.
    ///
    /// # Errors
    /// When the list of visits cannot be read.
    pub fn visits(&self) -> Outcome<Vec<Visit>> {
        let Ok(visits) = fs::read_to_string(self.folder.join("visits")) else {
            return Ok(Vec::new());
        };
        visits.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
    }

    async fn answer(&self, page: &str, intent: Intent) -> Outcome {
        let visit = visit(page, intent, self.visits()?.last()).await?;
        // Written first: as soon as the address is opened, a scenario may look for the visit.
        self.record(&visit)?;
        visit.returned_to.as_deref().map_or(Ok(()), open_by_scheme)
    }

    fn record(&self, visit: &Visit) -> Outcome {
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

/// The browser program: visits the page that is the last of its arguments.
///
/// # Errors
/// When there is no page or no folder, or the page cannot be answered.
pub async fn run() -> Outcome {
    let folder =
        std::env::var_os(FOLDER).ok_or_else(|| Failure::new(format!("{FOLDER} names the folder with the intent")))?;
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

async fn visit(page: &str, intent: Intent, before: Option<&Visit>) -> Outcome<Visit> {
    let mut visit = Visit {
        opened: page.to_owned(),
        intent,
        returned_to: None,
        page: None,
    };
    let page = Url::parse(page)?;
    // No test touches anything beyond this computer.
    if intent == Intent::Hold || page.host_str() != Some("127.0.0.1") {
        return Ok(visit);
    }

    // The address of the redirect is what a scenario wants to know, so the client must not follow it.
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
    let location = alter(location, intent, before);
    visit.returned_to = Some(location.to_string());
    if location.scheme() == "http" {
        let landing = landing(location).await?;
        visit.page = Some(form::text(&landing.text().await?));
    }
    Ok(visit)
}

/// The page that the browser ends on, asked for as a browser does when another site sends it there.
async fn landing(location: Url) -> Outcome<reqwest::Response> {
    let client = reqwest::Client::builder().no_proxy().build()?;
    let request = client.get(location).header("Sec-Fetch-Site", "cross-site");
    let request = request
        .header("Sec-Fetch-Mode", "navigate")
        .header("Sec-Fetch-Dest", "document");
    Ok(request.send().await?)
}

/// The address as it is, or with the one part changed that the intent is about.
fn alter(mut location: Url, intent: Intent, before: Option<&Visit>) -> Url {
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

/// Has the desktop open an address that no browser opens itself, such as `tonearm:`.
fn open_by_scheme(location: &str) -> Outcome {
    if location.starts_with("http:") {
        return Ok(());
    }
    let status = Command::new("xdg-open").arg(location).status()?;
    if !status.success() {
        return Err(Failure::new(format!(
            "xdg-open found no application for {location}: {status}"
        )));
    }
    Ok(())
}
