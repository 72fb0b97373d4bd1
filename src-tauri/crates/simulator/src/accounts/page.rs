//! The page that asks the listener for consent. It says plainly that it is not Spotify.

use super::{authorization::Authorization, scope};

/// The whole page. The form contains everything that was asked, so that nothing needs to be remembered until the answer.
pub(super) fn consent(asked: &Authorization) -> String {
    let mut scopes: String = asked
        .scopes()
        .filter_map(scope::description)
        .map(|description| format!("<li>{description}</li>"))
        .collect();
    if scopes.is_empty() {
        scopes = "<li>See the name and picture of the profile</li>".to_owned();
    }
    let fields: String = asked
        .fields()
        .into_iter()
        .map(|(name, value)| format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escaped(value)))
        .collect();
    include_str!("consent.html")
        .replace("{{client}}", &escaped(&asked.client_id))
        .replace("{{scopes}}", &scopes)
        .replace("{{fields}}", &fields)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
