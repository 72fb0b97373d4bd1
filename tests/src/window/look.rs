//! Looking at the window as a whole: pictures, accessibility, and the evidence when something fails.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use crate::failure::{Failure, Told};
use crate::stage::PATIENCE;
use crate::window::Window;

const REST: &str = include_str!("rest.js");
const REPAINT: &str = include_str!("repaint.js");

/// A rule of accessibility that the page breaks, as axe-core tells it.
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
    /// Saves a picture of the window as PNG, once its pictures and fonts are there and nothing moves.
    ///
    /// # Errors
    /// When the window is gone or the file cannot be written.
    pub async fn screenshot(&self, file: &Path) -> Told {
        let mut before = Vec::new();
        let picture = self
            .wait("the window comes to rest", async || {
                // The driver hands out the frame that was painted last, which may be one behind.
                let rests = self.rests().await?;
                let now = self.picture().await?;
                let same = now == std::mem::replace(&mut before, now.clone());
                Ok((rests && same).then_some(now))
            })
            .await?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(file, picture)?)
    }

    /// What axe-core finds wrong on the page, once nothing moves: a colour on its way to another has a contrast of its own.
    ///
    /// # Errors
    /// When axe-core is not installed in `ui/`, or the window is gone.
    pub async fn axe(&self) -> Told<Vec<Violation>> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&file)
            .map_err(|error| Failure::new(format!("{}: {error}: `npm ci` in ui/ puts it there", file.display())))?;
        self.wait("the window comes to rest", async || {
            Ok(self.rests().await?.then_some(()))
        })
        .await?;
        self.ask(&axe, vec![]).await?;
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

    async fn picture(&self) -> Told<Vec<u8>> {
        self.ask(REPAINT, vec![]).await?;
        Ok(self.client.screenshot().await?)
    }

    async fn rests(&self) -> Told<bool> {
        Ok(self.client.execute_async(REST, vec![]).await? == json!(true))
    }

    pub(super) async fn report(&self, what: &str, why: Option<Failure>) -> Failure {
        let mut story = format!("waited {} s in vain until {what}", PATIENCE.as_secs());
        if let Some(why) = why {
            story.push_str(&format!("\nlast trouble: {why}"));
        }
        let page = self
            .text()
            .await
            .unwrap_or_else(|failure| format!("(no page: {failure})"));
        story.push_str(&format!("\nthe window says:\n{page}"));
        if let Ok(folder) = self.stage.evidence() {
            if let Ok(picture) = self.picture().await {
                let _ = fs::write(folder.join("window.png"), picture);
            }
            let _ = fs::write(folder.join("page.txt"), &page);
            let _ = fs::write(folder.join("log.txt"), self.stage.log());
            story.push_str(&format!("\nkept in {}", folder.display()));
        }
        Failure::new(story)
    }
}
