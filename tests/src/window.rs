//! The application's window as a listener has it: words to see, things with a role and a name to press and fill.
//! Every act waits until it can be done; one that cannot leaves a picture and the page's words behind.

use std::fs;
use std::path::Path;

use fantoccini::Client;
use fantoccini::elements::Element;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::failure::{Failure, Told};
use crate::stage::{Driver, PATIENCE, Stage};

const FIND: &str = include_str!("window/find.js");
const REST: &str = include_str!("window/rest.js");

/// What stands in the title bar.
pub const TITLE: &str = "Tonearm";

/// The application's window. Dropping it ends the application; the stage stays as it is.
pub struct Window<'a> {
    stage: &'a Stage,
    _driver: Driver,
    client: Client,
}

/// One thing in the window.
#[derive(Debug, Clone)]
pub struct Thing(Element);

/// What `find.js` answers: references to elements, and the names of all that have the role.
#[derive(Deserialize)]
struct Found {
    found: Vec<Value>,
    /// Where to press each of them.
    pressed: Vec<Value>,
    names: Vec<String>,
}

impl Found {
    /// The first of these, or all that could have been meant.
    fn nearest(&self, of: impl Fn(&Self) -> &Vec<Value>) -> Told<Value> {
        let others = || Failure::new(format!("those that are there: {}", self.names.join(" · ")));
        of(self).first().cloned().ok_or_else(others)
    }
}

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

impl<'a> Window<'a> {
    pub(crate) fn new(stage: &'a Stage, driver: Driver, client: Client) -> Self {
        Self {
            stage,
            _driver: driver,
            client,
        }
    }

    /// Waits until these words can be read in the window, in any case of letters.
    ///
    /// # Errors
    /// When they do not come.
    pub async fn sees(&self, words: &str) -> Told {
        self.wait(&format!("the window says “{words}”"), async || {
            Ok(contains(&self.text().await?, words).then_some(()))
        })
        .await
    }

    /// Waits until these words can no longer be read.
    ///
    /// # Errors
    /// When they stay.
    pub async fn sees_no(&self, words: &str) -> Told {
        self.wait(&format!("the window no longer says “{words}”"), async || {
            Ok((!contains(&self.text().await?, words)).then_some(()))
        })
        .await
    }

    /// All words that can be read, line by line.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn text(&self) -> Told<String> {
        let text = self.ask("return document.body?.innerText ?? ''", vec![]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits for the first thing of that role (`button`, `link`, `list`, …) and accessible name.
    /// An exact name is preferred to one that contains the words; an empty one takes any.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn find(&self, role: &str, name: &str) -> Told<Thing> {
        self.wait(&format!("there is a {role} “{name}”"), async || {
            self.first(role, name, None).await.map(Some)
        })
        .await
    }

    /// Whether there is such a thing right now.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn has(&self, role: &str, name: &str) -> Told<bool> {
        Ok(!self.all(role, name, None).await?.found.is_empty())
    }

    /// Waits until there is no such thing.
    ///
    /// # Errors
    /// When it stays.
    pub async fn lacks(&self, role: &str, name: &str) -> Told {
        self.wait(&format!("there is no {role} “{name}”"), async || {
            Ok((!self.has(role, name).await?).then_some(()))
        })
        .await
    }

    /// Waits for a thing inside another.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn find_in(&self, outer: &Thing, role: &str, name: &str) -> Told<Thing> {
        self.wait(&format!("there is a {role} “{name}” in there"), async || {
            self.first(role, name, Some(outer)).await.map(Some)
        })
        .await
    }

    /// Presses a thing, once it can be pressed.
    ///
    /// # Errors
    /// When there is no such thing, or something else lies over it.
    pub async fn press(&self, role: &str, name: &str) -> Told {
        self.wait(&format!("the {role} “{name}” can be pressed"), async || {
            let place = self.all(role, name, None).await?.nearest(|found| &found.pressed)?;
            Ok(Some(self.thing(&place).0.click().await?))
        })
        .await
    }

    /// Presses a thing in another, once it can be pressed.
    ///
    /// # Errors
    /// When there is no such thing, or something else lies over it.
    pub async fn press_in(&self, outer: &Thing, role: &str, name: &str) -> Told {
        self.wait(
            &format!("the {role} “{name}” in there can be pressed"),
            async || {
                let thing = self.first(role, name, Some(outer)).await?;
                Ok(Some(thing.0.click().await?))
            },
        )
        .await
    }

    /// Writes into the text box of that name, in place of what it holds.
    ///
    /// # Errors
    /// When there is no such box.
    pub async fn fill(&self, name: &str, text: &str) -> Told {
        let field = self.find("field", name).await?;
        field.0.clear().await?;
        Ok(field.0.send_keys(text).await?)
    }

    /// Types, wherever the keyboard's focus is.
    ///
    /// # Errors
    /// When nothing has the focus.
    pub async fn types(&self, keys: &str) -> Told {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// What the text box of that name holds.
    ///
    /// # Errors
    /// When there is no such box.
    pub async fn holds(&self, name: &str) -> Told<String> {
        let field = self.find("field", name).await?;
        Ok(field.0.prop("value").await?.unwrap_or_default())
    }

    /// Waits until the list of that name has rows, and reads them top to bottom.
    ///
    /// # Errors
    /// When there is no such list, or it stays empty.
    pub async fn list(&self, name: &str) -> Told<Vec<String>> {
        self.wait(&format!("the list “{name}” has rows"), async || {
            let list = self.first("list", name, None).await?;
            let rows = self
                .ask(
                    "return [...arguments[0].children].map((row) => row.innerText.trim())",
                    vec![serde_json::to_value(&list.0)?],
                )
                .await?;
            let rows: Vec<String> = serde_json::from_value(rows)?;
            Ok((!rows.is_empty()).then_some(rows))
        })
        .await
    }

    /// The words of one thing.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn words(&self, thing: &Thing) -> Told<String> {
        Ok(thing.0.text().await?)
    }

    /// An attribute of one thing, such as `aria-checked`.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn attribute(&self, thing: &Thing, name: &str) -> Told<Option<String>> {
        Ok(thing.0.attr(name).await?)
    }

    /// Makes the window so many CSS pixels large.
    ///
    /// # Errors
    /// When it does not take that size.
    pub async fn resize(&self, width: u32, height: u32) -> Told {
        self.client.set_window_size(width, height).await?;
        self.wait(&format!("the window is {width} wide"), async || {
            let inner = self.ask("return [innerWidth, innerHeight]", vec![]).await?;
            Ok((inner == json!([width, height])).then_some(()))
        })
        .await
    }

    /// Saves a picture of the window as PNG, once its pictures and fonts are there and nothing moves.
    ///
    /// # Errors
    /// When the window is gone or the file cannot be written.
    pub async fn screenshot(&self, file: &Path) -> Told {
        let mut before = Vec::new();
        let picture = self
            .wait("the window comes to rest", async || {
                // The driver hands out the frame that was painted last, which may be one behind.
                let rests = self.client.execute_async(REST, vec![]).await?;
                let now = self.client.screenshot().await?;
                let same = now == std::mem::replace(&mut before, now.clone());
                Ok((rests == json!(true) && same).then_some(now))
            })
            .await?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(file, picture)?)
    }

    /// What axe-core finds wrong on the page as it stands.
    ///
    /// # Errors
    /// When axe-core is not installed in `ui/`, or the window is gone.
    pub async fn axe(&self) -> Told<Vec<Violation>> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&file)
            .map_err(|error| Failure::new(format!("{}: {error}: `npm ci` in ui/ puts it there", file.display())))?;
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

    /// Runs a script in the page and gives what it returns.
    ///
    /// # Errors
    /// When it throws, or the window is gone.
    pub async fn ask(&self, script: &str, arguments: Vec<Value>) -> Told<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Closes the window as its close button does. What becomes of the application is its own affair.
    ///
    /// # Errors
    /// When there is no such window on the display.
    pub fn close(&self) -> Told {
        self.stage.display()?.close(TITLE)
    }

    /// Turns to the window that the application opened after this one was closed.
    ///
    /// # Errors
    /// When there is none.
    pub async fn turn_to_new(&self) -> Told {
        self.wait("there is a new window", async || {
            let windows = self.client.windows().await?;
            let Some(newest) = windows.into_iter().next_back() else {
                return Ok(None);
            };
            self.client.switch_to_window(newest).await?;
            Ok(Some(()))
        })
        .await
    }

    /// Ends the application at once, as a crash or a power cut would.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn crash(self) -> Told {
        Ok(self.client.close().await?)
    }

    /// Polls until `attempt` gives something; if it never does, keeps what the window looked like.
    ///
    /// # Errors
    /// When it never does; names `what` was waited for.
    pub async fn wait<T>(&self, what: &str, mut attempt: impl AsyncFnMut() -> Told<Option<T>>) -> Told<T> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            // A page that is just being redrawn answers with errors of all kinds; only the last one counts.
            let why = match attempt().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => None,
                Err(failure) => Some(failure),
            };
            if tokio::time::Instant::now() > deadline {
                return Err(self.report(what, why).await);
            }
            tokio::time::sleep(std::time::Duration::from_millis(40)).await;
        }
    }

    async fn first(&self, role: &str, name: &str, within: Option<&Thing>) -> Told<Thing> {
        let reference = self.all(role, name, within).await?.nearest(|found| &found.found)?;
        Ok(self.thing(&reference))
    }

    fn thing(&self, reference: &Value) -> Thing {
        let id = reference[ELEMENT].as_str().unwrap_or_default().to_owned();
        Thing(Element::from_element_id(self.client.clone(), id.into()))
    }

    async fn all(&self, role: &str, name: &str, within: Option<&Thing>) -> Told<Found> {
        let within = within.map_or(Ok(Value::Null), |thing| serde_json::to_value(&thing.0))?;
        let answer = self.ask(FIND, vec![json!(role), json!(name), within]).await?;
        Ok(serde_json::from_value(answer)?)
    }

    async fn report(&self, what: &str, why: Option<Failure>) -> Failure {
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
            if let Ok(picture) = self.client.screenshot().await {
                let _ = fs::write(folder.join("window.png"), picture);
            }
            let _ = fs::write(folder.join("page.txt"), &page);
            let _ = fs::write(folder.join("log.txt"), self.stage.log());
            story.push_str(&format!("\nkept in {}", folder.display()));
        }
        Failure::new(story)
    }
}

/// The key of an element's reference, fixed by the WebDriver standard.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// `innerText` has the letters as the style sheet shows them, often in capitals.
fn contains(text: &str, words: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(text).contains(&plain(words))
}
