//! Finding elements of the page by what a listener knows of them: a role and a name.

use fantoccini::elements;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::failure::{Failure, Outcome};
use crate::window::Window;

const FIND: &str = include_str!("find.js");
const ROWS: &str = include_str!("rows.js");

/// The key of a reference to an element, fixed by the WebDriver standard.
const REFERENCE: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One element of the page.
#[derive(Debug, Clone)]
pub struct Element(pub(super) elements::Element);

/// What `find.js` returns: references to elements, and the names of all that have the role.
#[derive(Deserialize)]
pub(super) struct Found {
    found: Vec<Value>,
    /// What to click for each of them.
    pub(super) clickable: Vec<Value>,
    names: Vec<String>,
}

impl Found {
    /// The first of these; without any, a failure that lists the names of that role.
    pub(super) fn first(&self, of: impl Fn(&Self) -> &Vec<Value>) -> Outcome<Value> {
        let none = || Failure::new(format!("those that are there: {}", self.names.join(" · ")));
        of(self).first().cloned().ok_or_else(none)
    }
}

impl Window<'_> {
    /// Waits for the first element of that role (`button`, `link`, `list`, …) and accessible name.
    /// An exact name is preferred to one that contains the words; an empty one takes any.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn find(&self, role: &str, name: &str) -> Outcome<Element> {
        self.wait(&format!("there is a {role} “{name}”"), async || {
            self.first(role, name, None).await.map(Some)
        })
        .await
    }

    /// Whether there is such an element right now.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn has(&self, role: &str, name: &str) -> Outcome<bool> {
        Ok(!self.all(role, name, None).await?.found.is_empty())
    }

    /// Waits until there is no such element.
    ///
    /// # Errors
    /// When it stays.
    pub async fn lacks(&self, role: &str, name: &str) -> Outcome {
        self.wait(&format!("there is no {role} “{name}”"), async || {
            Ok((!self.has(role, name).await?).then_some(()))
        })
        .await
    }

    /// Waits until the list of that name has rows, and reads them top to bottom, each with a line for each of its parts.
    ///
    /// # Errors
    /// When there is no such list, or it stays empty.
    pub async fn list(&self, name: &str) -> Outcome<Vec<String>> {
        self.rows(name, None).await
    }

    /// Waits until a ranking by Spotify has rows, and reads the rank, the names and the length of each. What it leaves out comes a
    /// moment after the list: the listener's own plays.
    ///
    /// # Errors
    /// When there is no such list, or it stays empty.
    pub async fn ranking(&self, name: &str) -> Outcome<Vec<String>> {
        let rows = self.list(name).await?;
        let of_spotify = |row: String| row.lines().take(4).collect::<Vec<_>>().join("\n");
        Ok(rows.into_iter().map(of_spotify).collect())
    }

    /// Waits until a list inside another element has rows, and reads them top to bottom.
    ///
    /// # Errors
    /// When there is no such list, or it stays empty.
    pub async fn list_in(&self, outer: &Element, name: &str) -> Outcome<Vec<String>> {
        self.rows(name, Some(outer)).await
    }

    async fn rows(&self, name: &str, within: Option<&Element>) -> Outcome<Vec<String>> {
        self.wait(&format!("the list “{name}” has rows"), async || {
            let list = self.first("list", name, within).await?;
            let rows: Vec<String> =
                serde_json::from_value(self.execute(ROWS, vec![serde_json::to_value(&list.0)?]).await?)?;
            Ok((!rows.is_empty()).then_some(rows))
        })
        .await
    }

    async fn first(&self, role: &str, name: &str, within: Option<&Element>) -> Outcome<Element> {
        let reference = self.all(role, name, within).await?.first(|found| &found.found)?;
        Ok(self.element(&reference))
    }

    pub(super) fn element(&self, reference: &Value) -> Element {
        let id = reference[REFERENCE].as_str().unwrap_or_default().to_owned();
        Element(elements::Element::from_element_id(self.client.clone(), id.into()))
    }

    pub(super) async fn all(&self, role: &str, name: &str, within: Option<&Element>) -> Outcome<Found> {
        let within = within.map_or(Ok(Value::Null), |element| serde_json::to_value(&element.0))?;
        let answer = self.execute(FIND, vec![json!(role), json!(name), within]).await?;
        Ok(serde_json::from_value(answer)?)
    }
}
