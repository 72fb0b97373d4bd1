//! Finding things in the window by what a listener knows of them: a role and a name.

use fantoccini::elements::Element;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::failure::{Failure, Told};
use crate::window::Window;

const FIND: &str = include_str!("find.js");
const ROWS: &str = include_str!("rows.js");

/// The key of an element's reference, fixed by the WebDriver standard.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One thing in the window.
#[derive(Debug, Clone)]
pub struct Thing(pub(super) Element);

/// What `find.js` answers: references to elements, and the names of all that have the role.
#[derive(Deserialize)]
pub(super) struct Found {
    found: Vec<Value>,
    /// Where to press each of them.
    pub(super) pressed: Vec<Value>,
    names: Vec<String>,
}

impl Found {
    /// The first of these, or all that could have been meant.
    pub(super) fn nearest(&self, of: impl Fn(&Self) -> &Vec<Value>) -> Told<Value> {
        let others = || Failure::new(format!("those that are there: {}", self.names.join(" · ")));
        of(self).first().cloned().ok_or_else(others)
    }
}

impl Window<'_> {
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

    /// Waits until the list of that name has rows, and reads them top to bottom, each with a line for each of its parts.
    ///
    /// # Errors
    /// When there is no such list, or it stays empty.
    pub async fn list(&self, name: &str) -> Told<Vec<String>> {
        self.rows(name, None).await
    }

    /// Waits until a list inside another thing has rows, and reads them top to bottom.
    ///
    /// # Errors
    /// When there is no such list, or it stays empty.
    pub async fn list_in(&self, outer: &Thing, name: &str) -> Told<Vec<String>> {
        self.rows(name, Some(outer)).await
    }

    async fn rows(&self, name: &str, within: Option<&Thing>) -> Told<Vec<String>> {
        self.wait(&format!("the list “{name}” has rows"), async || {
            let list = self.first("list", name, within).await?;
            let rows: Vec<String> =
                serde_json::from_value(self.ask(ROWS, vec![serde_json::to_value(&list.0)?]).await?)?;
            Ok((!rows.is_empty()).then_some(rows))
        })
        .await
    }

    async fn first(&self, role: &str, name: &str, within: Option<&Thing>) -> Told<Thing> {
        let reference = self.all(role, name, within).await?.nearest(|found| &found.found)?;
        Ok(self.thing(&reference))
    }

    pub(super) fn thing(&self, reference: &Value) -> Thing {
        let id = reference[ELEMENT].as_str().unwrap_or_default().to_owned();
        Thing(Element::from_element_id(self.client.clone(), id.into()))
    }

    pub(super) async fn all(&self, role: &str, name: &str, within: Option<&Thing>) -> Told<Found> {
        let within = within.map_or(Ok(Value::Null), |thing| serde_json::to_value(&thing.0))?;
        let answer = self.ask(FIND, vec![json!(role), json!(name), within]).await?;
        Ok(serde_json::from_value(answer)?)
    }
}
