//! The application's window as a listener has it: text to read, elements with a role and a name to press and fill.
//! Every action waits until it is possible. One that fails leaves a screenshot and the page's text behind.

mod capture;
mod find;
mod quick_view;

use fantoccini::Client;
use serde_json::{Value, json};

pub use self::capture::Violation;
pub use self::find::Element;
pub use self::quick_view::QUICK_VIEW;

use crate::failure::{Failure, Outcome};
use crate::keys::TAB;
use crate::testbed::{Driver, Testbed};
use crate::wait::{PAUSE, TIMEOUT, until};

/// The application's window. Dropping it ends the application; the testbed stays as it is.
pub struct Window<'a> {
    testbed: &'a Testbed,
    _driver: Driver,
    client: Client,
}

impl Testbed {
    /// Opens the application and waits for its window.
    ///
    /// # Errors
    /// When it was not built, or opens no window.
    pub async fn open(&self) -> Outcome<Window<'_>> {
        self.open_with(&[], &[]).await
    }

    /// Opens the application with these arguments and additional environment variables.
    ///
    /// # Errors
    /// When it was not built, or opens no window.
    pub async fn open_with(&self, arguments: &[String], environment: &[(String, String)]) -> Outcome<Window<'_>> {
        let (driver, client) = self.drive(arguments, environment).await?;
        Ok(Window {
            testbed: self,
            _driver: driver,
            client,
        })
    }
}

impl Window<'_> {
    /// Waits until these words can be read in the window. Ignores case.
    ///
    /// # Errors
    /// When they do not appear.
    pub async fn sees(&self, words: &str) -> Outcome {
        self.wait(&format!("the window says “{words}”"), async || {
            Ok(contains(&self.text().await?, words).then_some(()))
        })
        .await
    }

    /// Waits until these words can no longer be read.
    ///
    /// # Errors
    /// When they remain.
    pub async fn sees_no(&self, words: &str) -> Outcome {
        self.wait(&format!("the window no longer says “{words}”"), async || {
            Ok((!contains(&self.text().await?, words)).then_some(()))
        })
        .await
    }

    /// All text that can be read, line by line. No-break spaces are spaces in it.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn text(&self) -> Outcome<String> {
        let text = self.execute("return document.body?.innerText ?? ''", vec![]).await?;
        Ok(text.as_str().unwrap_or_default().replace('\u{a0}', " "))
    }

    /// Presses an element, once it can be pressed.
    ///
    /// # Errors
    /// When there is no such element, or something else covers it.
    pub async fn press(&self, role: &str, name: &str) -> Outcome {
        self.wait(&format!("the {role} “{name}” can be pressed"), async || {
            let place = self.all(role, name, None).await?.first(|found| &found.clickable)?;
            Ok(Some(self.element(&place).0.click().await?))
        })
        .await
    }

    /// Presses an element inside another, once it can be pressed.
    ///
    /// # Errors
    /// When there is no such element, or something else covers it.
    pub async fn press_in(&self, outer: &Element, role: &str, name: &str) -> Outcome {
        self.wait(
            &format!("the {role} “{name}” in there can be pressed"),
            async || {
                let place = self
                    .all(role, name, Some(outer))
                    .await?
                    .first(|found| &found.clickable)?;
                Ok(Some(self.element(&place).0.click().await?))
            },
        )
        .await
    }

    /// Replaces what the text box of that name holds.
    ///
    /// # Errors
    /// When there is no such box.
    pub async fn fill(&self, name: &str, text: &str) -> Outcome {
        let field = self.find("field", name).await?;
        field.0.clear().await?;
        // Clearing sends the page no event, and sending no keys is an error: type something and delete it.
        let keys = if text.is_empty() { "1\u{e003}" } else { text };
        Ok(field.0.send_keys(keys).await?)
    }

    /// Types wherever the keyboard focus is.
    ///
    /// # Errors
    /// When nothing has the focus.
    pub async fn types(&self, keys: &str) -> Outcome {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// Presses Tab until the keyboard focus is on the element of that name.
    ///
    /// # Errors
    /// When it never gets there.
    pub async fn tab_to(&self, name: &str) -> Outcome {
        self.wait(&format!("Tab reaches “{name}”"), async || {
            let here = self
                .execute(
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
    pub async fn value_of(&self, name: &str) -> Outcome<String> {
        let field = self.find("field", name).await?;
        Ok(field.0.prop("value").await?.unwrap_or_default())
    }

    /// The text of an element.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn text_of(&self, element: &Element) -> Outcome<String> {
        Ok(element.0.text().await?.replace('\u{a0}', " "))
    }

    /// An attribute of an element, such as `aria-checked`.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn attribute(&self, element: &Element, name: &str) -> Outcome<Option<String>> {
        Ok(element.0.attr(name).await?)
    }

    /// Sets the size of the window, in CSS pixels.
    ///
    /// # Errors
    /// When the window does not take that size.
    pub async fn resize(&self, width: u32, height: u32) -> Outcome {
        self.client.set_window_size(width, height).await?;
        self.wait(&format!("the window is {width} wide"), async || {
            let inner = self.execute("return [innerWidth, innerHeight]", vec![]).await?;
            Ok((inner == json!([width, height])).then_some(()))
        })
        .await
    }

    /// Runs a script in the page and returns its result.
    ///
    /// # Errors
    /// When it throws, or the window is gone.
    pub async fn execute(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Calls a command of the shell from the page, as its buttons do, and returns the answer.
    ///
    /// # Errors
    /// When the command fails; the message is the error as JSON.
    pub async fn call(&self, command: &str, arguments: Value) -> Outcome<Value> {
        let answer = self
            .execute_async(
                "return __TAURI_INTERNALS__.invoke(...arguments).then((Ok) => ({ Ok }), (error) => ({ Err: JSON.stringify(error) }))",
                vec![json!(command), arguments],
            )
            .await?;
        serde_json::from_value::<Result<Value, String>>(answer)?.map_err(Failure::new)
    }

    /// Runs an asynchronous script in the page and returns its result.
    ///
    /// # Errors
    /// When it throws, or the window is gone.
    pub async fn execute_async(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        let script = format!(
            "const done = [].pop.call(arguments);
             (async (...arguments) => {{ {script} }})(...arguments)
                 .then((Ok) => done({{ Ok: Ok ?? null }}), (error) => done({{ Err: String(error) }}))"
        );
        let answer = self.client.execute_async(&script, arguments).await?;
        serde_json::from_value::<Result<Value, String>>(answer)?.map_err(Failure::new)
    }

    /// Closes the window as its close button does. The application may go on.
    ///
    /// # Errors
    /// When there is no such window on the display.
    pub fn close(&self) -> Outcome {
        self.testbed.close_window()
    }

    /// Switches to the window that the application opened after this one was closed.
    ///
    /// # Errors
    /// When there is none.
    pub async fn switch_to_new_window(&self) -> Outcome {
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
    /// When the menu has no "Quit", or the application goes on running.
    pub async fn quit(self) -> Outcome {
        self.testbed.tray().press("Quit").await?;
        until("the application has quit", async || {
            !self.testbed.tray().holds_icon().await && self.testbed.processes("tonearm") == 0
        })
        .await
    }

    /// Kills the application, as a crash or a power cut would.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn crash(self) -> Outcome {
        Ok(self.client.close().await?)
    }

    /// Polls until `attempt` returns something. If it never does, saves a screenshot and the log.
    ///
    /// # Errors
    /// When it never does; the message says `what` was waited for.
    pub async fn wait<T>(&self, what: &str, mut attempt: impl AsyncFnMut() -> Outcome<Option<T>>) -> Outcome<T> {
        let deadline = tokio::time::Instant::now() + TIMEOUT;
        loop {
            // While a page is being redrawn it answers with all kinds of errors; only the last one counts.
            let cause = match attempt().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => None,
                Err(failure) => Some(failure),
            };
            if tokio::time::Instant::now() > deadline {
                return Err(self.report(what, cause).await);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// Compares without case: `innerText` returns the letters as the style sheet shows them, often in capitals.
fn contains(text: &str, words: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(text).contains(&plain(words))
}
