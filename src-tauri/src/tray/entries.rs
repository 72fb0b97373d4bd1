//! The tray's menu as a list of entries: the lines about plays, and below them what is always there. Pure. The same for every
//! system's icon, as is what using the icon does.

use super::lines::Line;

/// One entry of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    Separator,
    Line {
        label: String,
        /// `None` for an entry that only tells something.
        choice: Option<Choice>,
    },
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Choice {
    /// Opens this in Spotify.
    Play(String),
    Sync,
    PauseRecording,
    ResumeRecording,
    Open,
    Quit,
}

/// Where the icon was clicked, in physical pixels; `None` if the system does not say.
pub(super) type ClickedAt = Option<(f64, f64)>;

/// What using the icon does. Called where nothing may be waited for.
pub(super) struct Uses {
    /// A click on the icon.
    pub(super) click: Box<dyn Fn(ClickedAt) + Send + Sync>,
    /// Choosing an entry of the menu.
    pub(super) choose: Box<dyn Fn(Choice) + Send + Sync>,
}

/// The whole menu. `paused`: the listener paused the recording.
pub(super) fn entries(lines: Vec<Line>, paused: bool) -> Vec<Entry> {
    let line = |label: &str, choice| Entry::Line {
        label: label.to_owned(),
        choice,
    };
    let mut entries = Vec::with_capacity(lines.len() + 8);
    if paused {
        entries.push(line("Recording is paused", None));
    }
    entries.extend(lines.into_iter().map(|Line { label, uri }| Entry::Line {
        label,
        choice: uri.map(Choice::Play),
    }));
    let recording = if paused {
        line("Resume recording", Some(Choice::ResumeRecording))
    } else {
        line("Pause recording", Some(Choice::PauseRecording))
    };
    entries.extend([
        Entry::Separator,
        line("Sync now", Some(Choice::Sync)),
        recording,
        line("Open Tonearm", Some(Choice::Open)),
        Entry::Separator,
        line("Quit", Some(Choice::Quit)),
    ]);
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(entries: &[Entry]) -> Vec<&str> {
        let label = |entry| match entry {
            &Entry::Separator => "-",
            Entry::Line { label, .. } => label.as_str(),
        };
        entries.iter().map(label).collect()
    }

    fn play() -> Vec<Line> {
        vec![Line {
            label: "Just now: Glue".to_owned(),
            uri: Some("spotify:track:1".to_owned()),
        }]
    }

    #[test]
    fn what_is_always_there_stands_below_the_plays() {
        let entries = entries(play(), false);
        let below = ["-", "Sync now", "Pause recording", "Open Tonearm", "-", "Quit"];
        assert_eq!(labels(&entries), [&["Just now: Glue"][..], &below].concat());
        let Entry::Line { choice, .. } = &entries[0] else {
            panic!("a separator on top");
        };
        assert_eq!(*choice, Some(Choice::Play("spotify:track:1".to_owned())));
    }

    #[test]
    fn a_pause_is_told_on_top_and_can_be_ended() {
        let entries = entries(play(), true);
        assert_eq!(labels(&entries)[..2], ["Recording is paused", "Just now: Glue"]);
        assert!(labels(&entries).contains(&"Resume recording"));
        assert!(!labels(&entries).contains(&"Pause recording"));
    }
}
