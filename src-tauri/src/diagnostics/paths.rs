//! Takes the names of folders and files out of a line of the log: they may name people, places and what was played. Pure.
//! Where a path ends can't be told for certain, so rather too much of a line goes than too little.

/// What stands in the place of a path.
pub(super) const LEFT_OUT: &str = "[a path]";

/// What ends a path, and what it is enclosed by.
const ENDS: [&str; 8] = [": ", "; ", "\"", "`", "”", ")", ">", "\t"];
/// What may stand before a path, besides a space.
const OPENINGS: &str = "\"'`“‘«([{<=,;|";

/// The line with `~` for the listener's own folder, and without any other absolute path.
pub(super) fn left_out(line: &str, home: &str) -> String {
    let line = match home {
        "" | "/" => line.to_owned(),
        home => ['/', '\\'].iter().fold(line.to_owned(), |line, after| {
            line.replace(&format!("{home}{after}"), &format!("~{after}"))
        }),
    };
    let mut kept = String::new();
    let mut rest = line.as_str();
    while let Some(at) = beginning(rest) {
        let (before, path) = rest.split_at(at);
        kept.push_str(before);
        kept.push_str(LEFT_OUT);
        rest = &path[length(path)..];
    }
    kept + rest
}

/// Where the first absolute path begins.
fn beginning(text: &str) -> Option<usize> {
    let mut before = ' ';
    text.char_indices().find_map(|(at, letter)| {
        let may_begin = before.is_whitespace() || OPENINGS.contains(before);
        before = letter;
        (may_begin && is_absolute(&text[at..])).then_some(at)
    })
}

/// On any system: a log may tell of another system's remote.
fn is_absolute(text: &str) -> bool {
    let after_drive = text
        .strip_prefix(|letter: char| letter.is_ascii_alphabetic())
        .and_then(|rest| rest.strip_prefix(':'));
    let is_drive = after_drive.is_some_and(|rest| rest.starts_with(['\\', '/']));
    let after_root = text.strip_prefix('/');
    let is_root = after_root.is_some_and(|rest| rest.starts_with(|letter: char| !letter.is_whitespace()));
    is_drive || is_root || text.starts_with("\\\\") || text.starts_with("file:/")
}

/// How many bytes belong to the path that `text` begins with. Names may have spaces in them.
fn length(text: &str) -> usize {
    let end = ENDS.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
    let last_name = text[..end].rfind(['/', '\\']).unwrap_or_default();
    let space = text[last_name..end].find(char::is_whitespace);
    space.map_or(end, |space| last_name + space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_paths_nothing_is_left_but_those_in_the_listeners_folder() {
        for (line, is) in [
            ("no room in /home/robin/x", "no room in ~/x"),
            ("no room in /home/robin-2/x", "no room in [a path]"),
            ("no room in /media/robin/Stick", "no room in [a path]"),
            ("/media/robin/My Stick/a.db: disk full", "[a path]: disk full"),
            (
                "/media/robin/My Stick/a.db is not complete: why",
                "[a path] is not complete: why",
            ),
            (
                "it is kept as \"/Volumes/My Disk/Robin's/a\"",
                "it is kept as \"[a path]\"",
            ),
            ("(/srv/robin) and then", "([a path]) and then"),
            ("no drive at D:\\Robin Ashdown\\a.db", "no drive at [a path]"),
            (
                "no drive at \\\\nas\\robin\\a.db, it says",
                "no drive at [a path] it says",
            ),
            ("opened file:///media/robin/a", "opened [a path]"),
            ("from /a/b to /c/d", "from [a path]"),
        ] {
            assert_eq!(left_out(line, "/home/robin"), is);
        }
    }

    #[test]
    fn what_is_no_path_stays() {
        for line in [
            "[2026-11-30][16:00:11][store::open][WARN] 5 / 6 and/or ~/x",
            "https://api.spotify.com/v1/me: 500 in 12:30:05",
        ] {
            assert_eq!(left_out(line, "/"), line);
        }
    }
}
