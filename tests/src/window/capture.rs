//! The window as a whole: screenshots, accessibility, and what is saved when something fails.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use crate::failure::{Failure, Outcome};
use crate::wait::TIMEOUT;
use crate::window::Window;

const IDLE: &str = include_str!("idle.js");
const REPAINT: &str = include_str!("repaint.js");

/// A rule of accessibility that the page breaks, as axe-core reports it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Violation {
    /// axe-core's name of the rule.
    pub id: String,
    /// The rule in one sentence.
    pub help: String,
    /// The HTML of what breaks it.
    pub elements: Vec<String>,
}

impl Window<'_> {
    /// Saves a picture of the window as PNG, once its images and fonts are loaded and nothing moves.
    ///
    /// # Errors
    /// When the window is gone or the file cannot be written.
    pub async fn screenshot(&self, file: &Path) -> Outcome {
        let mut before = Vec::new();
        let picture = self
            .wait("nothing in the window moves", async || {
                // The driver returns the frame that was painted last, which may be out of date by one.
                let idle = self.is_idle().await?;
                let now = self.picture().await?;
                let same = now == std::mem::replace(&mut before, now.clone());
                Ok((idle && same).then_some(now))
            })
            .await?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(file, picture)?)
    }

    /// What axe-core finds wrong on the page. Waits until nothing moves, because a colour in transition has another contrast.
    ///
    /// # Errors
    /// When axe-core is not installed in `ui/`, or the window is gone.
    pub async fn axe(&self) -> Outcome<Vec<Violation>> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&file)
            .map_err(|error| Failure::new(format!("{}: {error}: `npm ci` in ui/ puts it there", file.display())))?;
        self.wait("nothing in the window moves", async || {
            Ok(self.is_idle().await?.then_some(()))
        })
        .await?;
        self.execute(&axe, vec![]).await?;
        let report = self
            .client
            .execute_async(
                "const done = arguments[arguments.length - 1];
                 axe.run(document, { resultTypes: ['violations'] }).then(
                    ({ violations }) => done({ Ok: violations.map(({ id, help, nodes }) =>
                        ({ id, help, elements: nodes.map((node) => `${node.html} ${node.failureSummary}`) })) }),
                    (error) => done({ Err: String(error) }))",
                vec![],
            )
            .await?;
        serde_json::from_value::<Result<_, String>>(report)?.map_err(Failure::new)
    }

    async fn picture(&self) -> Outcome<Vec<u8>> {
        self.execute(REPAINT, vec![]).await?;
        Ok(self.client.screenshot().await?)
    }

    async fn is_idle(&self) -> Outcome<bool> {
        Ok(self.client.execute_async(IDLE, vec![]).await? == json!(true))
    }

    pub(super) async fn report(&self, what: &str, cause: Option<Failure>) -> Failure {
        let mut message = format!("waited {} s in vain until {what}", TIMEOUT.as_secs());
        if let Some(cause) = cause {
            message.push_str(&format!("\nlast error: {cause}"));
        }
        let page = self
            .text()
            .await
            .unwrap_or_else(|failure| format!("(no page: {failure})"));
        message.push_str(&format!("\nthe window shows:\n{page}"));
        if let Ok(folder) = self.testbed.failure_folder() {
            if let Ok(picture) = self.picture().await {
                let _ = fs::write(folder.join("window.png"), picture);
            }
            let _ = fs::write(folder.join("page.txt"), &page);
            let _ = fs::write(folder.join("log.txt"), self.testbed.log());
            message.push_str(&format!("\nsaved in {}", folder.display()));
        }
        Failure::new(message)
    }
}
