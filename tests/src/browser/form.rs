//! As much of HTML as a consent page needs: its forms, their hidden fields and buttons, and its text.
//! Reads only well-formed pages, such as the simulator's.

use url::Url;

use crate::failure::Outcome;

/// What pressing a button sends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Submission {
    /// Where to.
    pub(super) action: Url,
    /// As a POST, else as a GET.
    pub(super) post: bool,
    /// The hidden fields and the button's own.
    pub(super) fields: Vec<(String, String)>,
}

/// What pressing the button of that name sends; `None` if the page has no such button.
pub(super) fn submission(html: &str, button: &str, page: &Url) -> Outcome<Option<Submission>> {
    for form in elements(html, "form") {
        let Some(pressed) = elements(form.content, "button").find(|one| text(one.content).eq_ignore_ascii_case(button))
        else {
            continue;
        };
        let mut fields: Vec<_> = elements(form.content, "input")
            .filter_map(|input| Some((input.attribute("name")?, input.attribute("value")?)))
            .collect();
        if let (Some(name), Some(value)) = (pressed.attribute("name"), pressed.attribute("value")) {
            fields.push((name, value));
        }
        let action = match pressed.attribute("formaction").or(form.attribute("action")) {
            Some(action) => page.join(&action)?,
            None => page.clone(),
        };
        let post = form
            .attribute("method")
            .is_some_and(|method| method.eq_ignore_ascii_case("post"));
        return Ok(Some(Submission { action, post, fields }));
    }
    Ok(None)
}

/// The text of a page, without its tags.
pub(super) fn text(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        words.push(' ');
        let invisible = ["style", "script"].into_iter().find(|name| after.starts_with(name));
        rest = match invisible.and_then(|name| after.split_once(&format!("</{name}>"))) {
            Some((_, beyond)) => beyond,
            None => after.split_once('>').map_or("", |(_, beyond)| beyond),
        };
    }
    words.push_str(rest);
    unescape(&words.split_whitespace().collect::<Vec<_>>().join(" "))
}

struct Element<'a> {
    tag: &'a str,
    content: &'a str,
}

impl Element<'_> {
    fn attribute(&self, name: &str) -> Option<String> {
        let (_, after) = self.tag.split_once(&format!(" {name}=\""))?;
        Some(unescape(after.split_once('"')?.0))
    }
}

fn elements<'a>(html: &'a str, name: &'static str) -> impl Iterator<Item = Element<'a>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once(&format!("<{name}"))?;
            let (tag, beyond) = after.split_once('>')?;
            rest = beyond;
            if tag.is_empty() || tag.starts_with(char::is_whitespace) {
                let content = beyond
                    .split_once(&format!("</{name}>"))
                    .map_or("", |(content, _)| content);
                return Some(Element { tag, content });
            }
        }
    })
}

fn unescape(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        // Last, or an escaped ampersand could turn into a second entity.
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<style>p{}</style><h1>Fish &amp; Chips</h1>
        <form method="post" action="/answer"><input type="hidden" name="state" value="a&quot;b">
        <button name="answer" value="no">Cancel</button><button name="answer" value="yes"> Agree </button></form>"#;

    fn page() -> Url {
        "http://127.0.0.1:9/authorize?x=1".parse().expect("an address")
    }

    #[test]
    fn pressing_a_button_sends_its_form() {
        let sent = submission(PAGE, "Agree", &page()).expect("a page").expect("a form");
        assert_eq!(sent.action.as_str(), "http://127.0.0.1:9/answer");
        assert!(sent.post);
        assert_eq!(
            sent.fields,
            [
                ("state".to_owned(), "a\"b".to_owned()),
                ("answer".to_owned(), "yes".to_owned())
            ]
        );
    }

    #[test]
    fn a_missing_button_sends_nothing() {
        assert_eq!(submission(PAGE, "Pay", &page()).expect("a page"), None);
    }

    #[test]
    fn the_text_is_what_a_reader_sees() {
        assert_eq!(text(PAGE), "Fish & Chips Cancel Agree");
    }
}
