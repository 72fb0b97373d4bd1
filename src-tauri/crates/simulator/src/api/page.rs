//! Pages by limit and offset, as Spotify cuts and links them.

use serde_json::{Value, json};
use url::form_urlencoded;

use crate::{params::Params, refusal::Refusal};

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) limit: usize,
    pub(super) offset: usize,
}

impl Page {
    /// Reads `limit` (1 to `most`, by default `usual`) and `offset` (by default 0).
    pub(super) fn read(query: &Params, usual: usize, most: usize) -> Result<Self, Refusal> {
        let limit = read_limit(query, usual, most)?;
        let offset = match query.text("offset") {
            Some(text) => text.parse().map_err(|_| Refusal::bad_request("Invalid offset"))?,
            None => 0,
        };
        Ok(Self { limit, offset })
    }

    /// The part of `all` that is asked for.
    pub(super) fn of<T>(self, all: &[T]) -> &[T] {
        let start = self.offset.min(all.len());
        &all[start..all.len().min(start.saturating_add(self.limit))]
    }

    /// The page with its links. `href` turns a query into the address of the list; `fixed` are the other parameters to
    /// repeat in it.
    pub(super) fn framed(
        self,
        href: impl Fn(&str) -> String,
        fixed: &[(&str, &str)],
        total: usize,
        items: Vec<Value>,
    ) -> Value {
        let link = |offset: usize| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(fixed);
            query
                .append_pair("offset", &offset.to_string())
                .append_pair("limit", &self.limit.to_string());
            href(&query.finish())
        };
        let end = self.offset.saturating_add(self.limit);
        json!({
            "href": link(self.offset),
            "items": items,
            "limit": self.limit,
            "next": (end < total).then(|| link(end)),
            "offset": self.offset,
            "previous": (self.offset > 0).then(|| link(self.offset.saturating_sub(self.limit))),
            "total": total,
        })
    }
}

/// Reads `limit` alone, for lists without an offset.
pub(super) fn read_limit(query: &Params, usual: usize, most: usize) -> Result<usize, Refusal> {
    match query.text("limit") {
        None => Ok(usual),
        Some(text) => {
            let limit = text.parse().ok().filter(|limit| (1..=most).contains(limit));
            limit.ok_or(Refusal::bad_request("Invalid limit"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Page, Refusal> {
        Page::read(&Params::from(query), 20, 50)
    }

    #[test]
    fn a_page_has_defaults_and_limits() {
        assert_eq!(read(""), Ok(Page { limit: 20, offset: 0 }));
        assert_eq!(read("limit=50&offset=7"), Ok(Page { limit: 50, offset: 7 }));
        for bad in ["0", "51", "-1", "ten", ""] {
            assert_eq!(
                read(&format!("limit={bad}")),
                Err(Refusal::bad_request("Invalid limit")),
                "{bad}"
            );
        }
        assert_eq!(read("offset=-1"), Err(Refusal::bad_request("Invalid offset")));
    }

    #[test]
    fn a_page_beyond_the_end_is_empty() {
        let page = |limit, offset| Page { limit, offset }.of(&[1, 2, 3]).to_vec();
        assert_eq!(page(2, 0), [1, 2]);
        assert_eq!(page(2, 2), [3]);
        assert!(page(2, 3).is_empty());
        assert!(page(2, usize::MAX).is_empty());
    }
}
