//! `remote listeners`: whose histories are in a database.

use library::Archive;
use remote::Listener;
use serde::Serialize;

use super::{Keys, chosen, connect};
use crate::{
    answer::Answer,
    failure::Failure,
    text_table::{Side, TextTable},
};

#[derive(Serialize)]
struct ListenerJson {
    id: String,
    name: String,
    /// The role that a user needs to see the history.
    role: String,
}

impl From<&Listener> for ListenerJson {
    fn from(listener: &Listener) -> Self {
        Self {
            id: listener.id.to_string(),
            name: listener.name.clone(),
            role: listener.id.role(),
        }
    }
}

pub(super) fn run(archive: &Archive, keys: &Keys<'_>, add: Option<&str>, at: Option<&str>) -> Result<Answer, Failure> {
    let (address, password) = chosen(archive, keys, at)?;
    let Some(mut database) = connect(&address, password.as_ref())? else {
        return Err(Failure::new(
            "a_folder",
            "A folder has the history of one listener. Several need a folder each, or a database.",
        ));
    };
    if let Some(name) = add {
        let added = database.add_listener(name)?;
        let json = ListenerJson::from(&added.listener);
        let text = if added.has_role {
            format!(
                "Added {name}. Whoever is to exchange it needs these roles: GRANT {}, tonearm_writer TO …",
                json.role
            )
        } else {
            format!(
                "Added {name}, without a role: this user may not create one, so only the owner of the tables sees it."
            )
        };
        return Answer::done(&json, text);
    }
    let listeners = database.listeners()?;
    let json: Vec<ListenerJson> = listeners.iter().map(ListenerJson::from).collect();
    if listeners.is_empty() {
        return Answer::to_question(&json, "There is no listener that you may see. Add one with --add NAME.");
    }
    let mut table = TextTable::new(&[("Listener", Side::Left), ("Role", Side::Left)]);
    for listener in &json {
        table.row([listener.name.clone(), listener.role.clone()]);
    }
    Answer::to_question(&json, table.text())
}
