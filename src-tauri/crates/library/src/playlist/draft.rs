//! What the listener wants a playlist to be called, and whether Spotify would take it. Checked before Spotify is asked.

use spotify::NewPlaylist;

use super::PlaylistError;

/// The longest name that Spotify takes, in characters.
pub const MAX_NAME_CHARS: usize = 100;
/// The longest description that Spotify takes, in characters.
pub const MAX_DESCRIPTION_CHARS: usize = 300;

/// What the listener asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaylistDraft {
    /// 1 to [`MAX_NAME_CHARS`] characters, not counting blanks at the ends.
    pub name: String,
    /// At most [`MAX_DESCRIPTION_CHARS`] characters; line breaks become blanks, because Spotify takes none.
    pub description: String,
    /// Whether everybody sees it on the listener's profile.
    pub public: bool,
}

pub(super) fn checked(draft: PlaylistDraft) -> Result<NewPlaylist, PlaylistError> {
    let name = draft.name.trim().to_owned();
    let description = draft.description.split_whitespace().collect::<Vec<_>>().join(" ");
    let complaint = if name.is_empty() {
        "Give the playlist a name.".to_owned()
    } else if name.chars().count() > MAX_NAME_CHARS {
        format!(
            "The name has {} characters; Spotify takes at most {MAX_NAME_CHARS}.",
            name.chars().count()
        )
    } else if description.chars().count() > MAX_DESCRIPTION_CHARS {
        let found = description.chars().count();
        format!("The description has {found} characters; Spotify takes at most {MAX_DESCRIPTION_CHARS}.")
    } else {
        return Ok(NewPlaylist {
            name,
            description,
            public: draft.public,
        });
    };
    Err(PlaylistError::InvalidDraft(complaint))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(name: &str, description: &str) -> PlaylistDraft {
        PlaylistDraft {
            name: name.into(),
            description: description.into(),
            public: false,
        }
    }

    #[test]
    fn a_draft_is_tidied_as_spotify_wants_it() {
        let tidy = checked(draft("  Late ", "two\nlines")).unwrap();
        assert_eq!(
            (tidy.name.as_str(), tidy.description.as_str(), tidy.public),
            ("Late", "two lines", false)
        );
    }

    #[test]
    fn what_spotify_would_refuse_is_said_before_it_is_asked() {
        let complaint = |name: &str, description: &str| checked(draft(name, description)).unwrap_err().to_string();
        assert_eq!(complaint("  ", ""), "Give the playlist a name.");
        assert_eq!(
            complaint(&"é".repeat(101), ""),
            "The name has 101 characters; Spotify takes at most 100."
        );
        assert_eq!(
            complaint("n", &"d".repeat(301)),
            "The description has 301 characters; Spotify takes at most 300."
        );
        assert!(checked(draft(&"é".repeat(100), &"d".repeat(300))).is_ok());
    }
}
