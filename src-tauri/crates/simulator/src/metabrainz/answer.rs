//! Artists and recordings in the JSON of MusicBrainz and ListenBrainz.

use serde_json::{Map, Value, json};

use super::{
    entry::{Artist, Link, Recording},
    genres::{Tag, genre_mbid},
    universe::Universe,
};

const PERSON: (&str, &str) = ("Person", "b6e035f4-3ce9-331c-97df-83397230b0df");
const GROUP: (&str, &str) = ("Group", "e431f5f6-b5d2-343d-8b36-72607fffb74b");

/// An artist within a relation or a lookup.
pub(super) fn artist(artist: &Artist) -> Value {
    let (kind, kind_id) = kind(artist);
    json!({
        "id": artist.id,
        "name": artist.name,
        "sort-name": artist.sort_name(),
        "disambiguation": artist.disambiguation,
        "country": null,
        "type": kind,
        "type-id": kind_id,
    })
}

/// An artist that was looked up, with `genres` or `tags` if the call asks for them.
pub(super) fn artist_with(found: &Artist, inc: &[&str]) -> Value {
    let mut answer = artist(found);
    if inc.contains(&"genres") {
        let genres = found.tags.iter().filter(|tag| tag.is_genre);
        answer["genres"] = genres
            .map(
                |tag| json!({ "id": genre_mbid(tag.name), "name": tag.name, "count": tag.count, "disambiguation": "" }),
            )
            .collect();
    }
    if inc.contains(&"tags") {
        answer["tags"] = tags(&found.tags);
    }
    answer
}

/// An artist that a search found. What there is none of is left out.
pub(super) fn artist_hit(artist: &Artist, score: u32) -> Value {
    let (kind, kind_id) = kind(artist);
    let mut answer = json!({
        "id": artist.id,
        "type": kind,
        "type-id": kind_id,
        "score": score,
        "name": artist.name,
        "sort-name": artist.sort_name(),
        "life-span": { "ended": null },
    });
    if !artist.disambiguation.is_empty() {
        answer["disambiguation"] = artist.disambiguation.as_str().into();
    }
    if !artist.aliases.is_empty() {
        answer["aliases"] = artist.aliases.iter().map(|alias| self::alias(alias)).collect();
    }
    if !artist.tags.is_empty() {
        answer["tags"] = tags(&artist.tags);
    }
    answer
}

/// A recording that a search found, with everybody in its credit.
pub(super) fn recording_hit(universe: &Universe, recording: &Recording, score: u32) -> Value {
    let last = recording.credit.len() - 1;
    let credit = recording.credit.iter().enumerate().map(|(place, artist)| {
        let artist = &universe.artists[*artist];
        let mut credit = json!({
            "name": artist.name,
            "artist": { "id": artist.id, "name": artist.name, "sort-name": artist.sort_name() },
        });
        if place < last {
            credit["joinphrase"] = JOIN.into();
        }
        credit
    });
    json!({
        "id": recording.id,
        "score": score,
        "title": recording.title,
        "length": recording.length_ms,
        "video": null,
        "artist-credit": credit.collect::<Value>(),
        "releases": [{ "id": recording.release_id, "title": recording.title }],
    })
}

/// A recording in the list of an artist's, which tells of no credit.
pub(super) fn recording_of_artist(recording: &Recording) -> Value {
    json!({
        "id": recording.id,
        "title": recording.title,
        "length": recording.length_ms,
        "disambiguation": "",
        "video": false,
    })
}

const JOIN: &str = " feat. ";

/// The credit of a recording as one text.
pub(super) fn credit_name(universe: &Universe, recording: &Recording) -> String {
    let names: Vec<_> = recording
        .credit
        .iter()
        .map(|artist| universe.artists[*artist].name.as_str())
        .collect();
    names.join(JOIN)
}

/// An address, with the artist that it belongs to if the call asks for it.
pub(super) fn url(link: &Link, linked: &Artist, with_artist: bool) -> Value {
    let mut url = json!({ "id": link.id, "resource": link.resource });
    if with_artist {
        url["relations"] = json!([{
            "type": "free streaming",
            "type-id": "769085a1-c2f7-4c24-a532-2375a77693bd",
            "target-type": "artist",
            "direction": "backward",
            "artist": artist(linked),
            "attributes": [],
            "attribute-ids": {},
            "attribute-values": {},
            "begin": null,
            "end": null,
            "ended": false,
            "source-credit": "",
            "target-credit": "",
        }]);
    }
    url
}

/// An artist as ListenBrainz tells of it, with its tags if the call asks for them. Only a genre has an id.
pub(super) fn metadata(artist: &Artist, with_tags: bool) -> Value {
    let mut answer = json!({
        "artist_mbid": artist.id,
        "mbid": artist.id,
        "name": artist.name,
        "type": kind(artist).0,
    });
    if let Some(link) = &artist.link {
        answer["rels"] = json!({ "free streaming": link.resource });
    }
    if with_tags {
        let tags = artist.tags.iter().map(|tag| {
            let mut fields = Map::new();
            fields.insert("artist_mbid".to_owned(), artist.id.as_str().into());
            fields.insert("count".to_owned(), tag.count.into());
            if tag.is_genre {
                fields.insert("genre_mbid".to_owned(), genre_mbid(tag.name).into());
            }
            fields.insert("tag".to_owned(), tag.name.into());
            Value::Object(fields)
        });
        answer["tag"] = json!({ "artist": tags.collect::<Value>() });
    }
    answer
}

fn kind(artist: &Artist) -> (&'static str, &'static str) {
    if artist.is_person { PERSON } else { GROUP }
}

fn tags(tags: &[Tag]) -> Value {
    tags.iter()
        .map(|tag| json!({ "count": tag.count, "name": tag.name }))
        .collect()
}

fn alias(alias: &str) -> Value {
    json!({
        "sort-name": alias,
        "name": alias,
        "locale": null,
        "type": null,
        "primary": null,
        "begin-date": null,
        "end-date": null,
    })
}
