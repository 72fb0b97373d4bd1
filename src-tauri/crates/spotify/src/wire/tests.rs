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

#[test]
fn every_whole_number_may_come_as_a_fraction() {
    let track = r#"{"id":"ID","duration_ms":215000.0,
        "album":{"images":[{"url":"https://i.scdn.co/a","width":640.0,"height":639.6}]}}"#;
    let play = format!(r#"{{"track":{track},"played_at":"2026-11-20T10:00:00Z"}}"#);

    let tops = read::<Page<Track>>(&format!(r#"{{"items":[{track}],"total":1.0,"limit":50.0}}"#)).page(0, Track::read);
    let plays = read::<Page<PlayHistory>>(&format!(r#"{{"items":[{play}],"limit":50.0}}"#)).items(PlayHistory::read);
    let now = read::<CurrentlyPlaying>(&format!(r#"{{"item":{track},"progress_ms":61000.4,"timestamp":1.0}}"#));
    let artist = r#"{"id":"ID","images":[{"url":"https://i.scdn.co/a","width":64.0,"height":64.0}],"popularity":85.0}"#;

    assert_eq!((tops.total, tops.items[0].duration_ms), (1, 215_000));
    let image = &plays[0].track.album.images[0];
    assert_eq!((image.width, image.height), (Some(640), Some(640)));
    assert_eq!(now.read().unwrap().progress_ms, 61_000);
    assert_eq!(read::<Artist>(artist).read().unwrap().images[0].width, Some(64));
}

#[test]
fn an_impossible_number_reads_like_none_and_costs_no_other_row() {
    for number in ["-1", "-215000.0", "4294967296", "1e300", "18446744073709551616"] {
        let page = read::<Page<Track>>(&format!(
            r#"{{"items":[{{"id":"ID","duration_ms":{number}}},{{"id":"ID","duration_ms":215000}}],"total":{number}}}"#
        ))
        .page(0, Track::read);
        let lengths: Vec<_> = page.items.iter().map(|track| track.duration_ms).collect();
        assert_eq!(
            (lengths.as_slice(), page.total),
            ([0, 215_000].as_slice(), 2),
            "{number}"
        );
    }
    for no_json in ["NaN", "Infinity", "1e400"] {
        let answer = format!(r#"{{"id":"{ID}","duration_ms":{no_json}}}"#);
        assert!(serde_json::from_str::<Track>(&answer).is_err(), "{no_json}");
    }
}
