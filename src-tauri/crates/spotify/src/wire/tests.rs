//! Spotify's answers with everything that may be missing, missing.

use serde::de::DeserializeOwned;

use super::*;

const ID: &str = "4uLU6hMCjMI75M1A2tKUQC";

fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(&json.replace("ID", ID)).unwrap()
}

#[test]
fn a_track_needs_nothing_but_its_id() {
    let track = read::<Track>(r#"{"id":"ID"}"#).read().unwrap();
    assert_eq!(track.id.as_str(), ID);
    assert_eq!((track.name.as_str(), track.duration_ms, track.isrc), ("", 0, None));
    assert!(track.artists.is_empty() && track.album.images.is_empty());
}

#[test]
fn a_track_keeps_all_that_it_brings() {
    let track = read::<Track>(
        r#"{"id":"ID","type":"track","name":"Glue","duration_ms":269150,"external_ids":{"isrc":"GBCFB1700451"},
            "artists":[{"id":"ID","name":"Bicep"},null,{"id":null,"name":"A Friend"}],
            "album":{"id":"ID","name":"Bicep","images":[{"url":"https://i.scdn.co/a","width":640,"height":null},null]}}"#,
    )
    .read()
    .unwrap();
    assert_eq!(track.name, "Glue");
    assert_eq!(track.isrc.as_deref(), Some("GBCFB1700451"));
    let credited: Vec<_> = track
        .artists
        .iter()
        .map(|artist| (artist.name.as_str(), artist.id.is_some()))
        .collect();
    assert_eq!(credited, [("Bicep", true), ("A Friend", false)]);
    assert_eq!(track.album.images.len(), 1);
    assert_eq!(
        (track.album.images[0].width, track.album.images[0].height),
        (Some(640), None)
    );
}

#[test]
fn null_reads_like_absence() {
    let track = read::<Track>(
        r#"{"id":"ID","name":null,"artists":null,"album":null,"duration_ms":null,"external_ids":null,"type":null}"#,
    );
    assert!(track.read().is_some());
    assert!(
        read::<Page<Track>>(r#"{"items":null,"next":null,"total":null}"#)
            .items(Track::read)
            .is_empty()
    );
    assert!(read::<Page<Track>>("{}").items(Track::read).is_empty());
}

#[test]
fn what_is_no_track_is_skipped_and_the_rest_stays() {
    let page = read::<Page<PlayHistory>>(
        r#"{"items":[
            {"track":{"id":null,"name":"a local file"},"played_at":"2026-11-20T10:00:00.123Z"},
            null,
            {"track":null,"played_at":"2026-11-20T10:00:00.123Z"},
            {"track":{"id":"ID","type":"episode"},"played_at":"2026-11-20T10:00:00.123Z"},
            {"track":{"id":"ID"},"played_at":"yesterday"},
            {"track":{"id":"ID"},"played_at":"2026-11-20T10:00:00.123Z"}],"cursors":null}"#,
    );
    let plays = page.items(PlayHistory::read);
    assert_eq!(plays.len(), 1);
    assert_eq!(plays[0].played_at.timestamp_subsec_millis(), 123);
}

#[test]
fn genres_are_used_when_they_come() {
    assert!(read::<Artist>(r#"{"id":"ID"}"#).read().unwrap().genres.is_empty());
    let artist = read::<Artist>(r#"{"id":"ID","genres":["house"]}"#).read().unwrap();
    assert_eq!(artist.genres, ["house"]);
}

#[test]
fn silence_and_episodes_are_no_track_that_plays() {
    assert!(
        read::<CurrentlyPlaying>(r#"{"item":null,"is_playing":true}"#)
            .read()
            .is_none()
    );
    assert!(
        read::<CurrentlyPlaying>(r#"{"item":{"id":"ID","type":"episode"}}"#)
            .read()
            .is_none()
    );
    let now = read::<CurrentlyPlaying>(r#"{"item":{"id":"ID"},"progress_ms":1000,"is_playing":true}"#)
        .read()
        .unwrap();
    assert_eq!((now.progress_ms, now.is_playing), (1000, true));
}

#[test]
fn empty_rows_count_towards_the_next_page() {
    let page =
        read::<Page<Playlist>>(r#"{"items":[{"id":"ID","name":"Mine"},null,{"id":null}],"next":"there","total":9}"#)
            .page(50, Playlist::read);
    assert_eq!((page.items.len(), page.next_offset, page.total), (1, Some(53), 9));
    assert_eq!(page.items[0].url, format!("https://open.spotify.com/playlist/{ID}"));
    let last = read::<Page<Playlist>>(r#"{"items":[],"next":"there"}"#).page(50, Playlist::read);
    assert_eq!(
        last.next_offset, None,
        "a page without rows has no next, or one would turn pages for ever"
    );
}

#[test]
fn a_playlist_row_has_its_track_under_item() {
    let page = read::<Page<PlaylistRow>>(r#"{"items":[{"item":{"id":"ID"}},{"item":null},{}]}"#);
    assert_eq!(page.items(PlaylistRow::read).len(), 1);
}

#[test]
fn an_account_needs_its_ids() {
    assert!(serde_json::from_str::<Me>(r#"{"id":"someone"}"#).is_err());
    let me = read::<Me>(r#"{"account_id":"a1","id":"someone"}"#).read();
    assert_eq!((me.account_id.as_str(), me.display_name), ("a1", None));
}

#[test]
fn a_refusal_is_read_in_json_and_in_plain_text() {
    let json = Refusal::read(br#"{"error":{"status":429,"message":"Too many requests","reason":"QUOTA_EXCEEDED"}}"#);
    assert_eq!(json.reason.as_deref(), Some("QUOTA_EXCEEDED"));
    assert_eq!(Refusal::read(b"Too many requests").message, "Too many requests");
    assert_eq!(Refusal::read(b""), Refusal::default());
    assert_eq!(Refusal::read("x".repeat(5000).as_bytes()).message.len(), 200);
}
