//! The application's window as a listener has it: words to see, things with a role and a name to press and fill.
//! Every act waits until it can be done; one that cannot leaves a picture and the page's words behind.

mod find;
mod look;

use fantoccini::Client;
use serde_json::{Value, json};

pub use self::find::Thing;
pub use self::look::Violation;

use crate::failure::{Failure, Told};
use crate::keys::TAB;
use crate::stage::{Driver, PATIENCE, Stage, until};

/// What the title bar ends in.
pub const TITLE: &str = "Tonearm";

/// The application's window. Dropping it ends the application; the stage stays as it is.
pub struct Window<'a> {
    stage: &'a Stage,
    _driver: Driver,
    client: Client,
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
                let place = self
                    .all(role, name, Some(outer))
                    .await?
                    .nearest(|found| &found.pressed)?;
                Ok(Some(self.thing(&place).0.click().await?))
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
        // Clearing by itself tells the page nothing, and no keys at all are an error: type something and take it back.
        let keys = if text.is_empty() { "1\u{e003}" } else { text };
        Ok(field.0.send_keys(keys).await?)
    }

    /// Types, wherever the keyboard's focus is.
    ///
    /// # Errors
    /// When nothing has the focus.
    pub async fn types(&self, keys: &str) -> Told {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// Presses Tab until the keyboard's focus is on the thing of that name.
    ///
    /// # Errors
    /// When it never comes there.
    pub async fn tab_to(&self, name: &str) -> Told {
        self.wait(&format!("Tab comes to “{name}”"), async || {
            let here = self
                .ask(
                    "const here = document.activeElement;
                     return (here.getAttribute('aria-label') ?? here.innerText ?? '').trim()",
                    vec![],
                )
                .await?;
            if here == name {
                return Ok(Some(()));
            }
            self.types(TAB).await?;
            Ok(None)
        })
        .await
    }

    /// What the text box of that name holds.
    ///
    /// # Errors
    /// When there is no such box.
    pub async fn holds(&self, name: &str) -> Told<String> {
        let field = self.find("field", name).await?;
        Ok(field.0.prop("value").await?.unwrap_or_default())
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

    /// Runs a script in the page and gives what it returns.
    ///
    /// # Errors
    /// When it throws, or the window is gone.
    pub async fn ask(&self, script: &str, arguments: Vec<Value>) -> Told<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Calls a command of the shell from within the page, as its buttons do, and gives the answer.
    ///
    /// # Errors
    /// When the shell answers with trouble, in its own words.
    pub async fn call(&self, command: &str, arguments: Value) -> Told<Value> {
        let answer = self
            .ask_later(
                "return __TAURI_INTERNALS__.invoke(...arguments).then((Ok) => ({ Ok }), (trouble) => ({ Err: JSON.stringify(trouble) }))",
                vec![json!(command), arguments],
            )
            .await?;
        serde_json::from_value::<Result<Value, String>>(answer)?.map_err(Failure::new)
    }

    /// Runs a script in the page that returns a promise, and gives what that comes to.
    ///
    /// # Errors
    /// When it rejects, or the window is gone.
    pub async fn ask_later(&self, script: &str, arguments: Vec<Value>) -> Told<Value> {
        let script = format!(
            "const done = [].pop.call(arguments);
             (async (...arguments) => {{ {script} }})(...arguments)
                 .then((Ok) => done({{ Ok: Ok ?? null }}), (error) => done({{ Err: String(error) }}))"
        );
        let answer = self.client.execute_async(&script, arguments).await?;
        serde_json::from_value::<Result<Value, String>>(answer)?.map_err(Failure::new)
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

    /// Quits the application by its tray menu and waits until it has ended.
    ///
    /// # Errors
    /// When the menu has no "Quit", or the application stays.
    pub async fn quit(self) -> Told {
        self.stage.shelf().press("Quit").await?;
        until("the application has quit", async || {
            !self.stage.shelf().holds_icon().await && self.stage.processes("tonearm") == 0
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
}

/// `innerText` has the letters as the style sheet shows them, often in capitals.
fn contains(text: &str, words: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(text).contains(&plain(words))
}
