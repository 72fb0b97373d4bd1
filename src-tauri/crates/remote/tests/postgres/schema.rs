//! What holds of every table, however many there come to be.

use remote::{Fingerprint, part_fingerprint};

use crate::{
    history::{import, recording},
    place::Place,
};

/// Names of what should not be there.
fn found(place: &Place, sql: &str) -> Vec<String> {
    let rows = place.admin().query(sql, &[]).unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

const NONE: [String; 0] = [];

#[test]
fn every_table_column_and_view_says_what_it_is() {
    for place in [Place::database(), Place::poor_database()] {
        let Some(place) = place else { return };
        let relations = "SELECT oid::regclass::text FROM pg_class
            WHERE relnamespace = 'tonearm'::regnamespace AND relkind IN ('r', 'p', 'v', 'f')
                AND obj_description(oid, 'pg_class') IS NULL";
        assert_eq!(found(&place, relations), NONE);
        let columns =
            "SELECT attrelid::regclass || '.' || attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE relnamespace = 'tonearm'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                AND attnum > 0 AND NOT attisdropped AND col_description(attrelid, attnum) IS NULL";
        assert_eq!(found(&place, columns), NONE);
        let all = "SELECT relname::text FROM pg_class WHERE relnamespace = 'tonearm'::regnamespace AND relkind IN ('r', 'p', 'v')";
        assert!(found(&place, all).len() > 20, "there are tables");
    }
}

#[test]
fn every_key_of_a_listeners_table_begins_with_the_listener() {
    let Some(place) = Place::database() else { return };
    let sql = "SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
        JOIN pg_attribute ON attrelid = indrelid AND attname = 'listener'
        WHERE relnamespace = 'tonearm'::regnamespace AND indisunique AND indkey[0] <> attnum";
    assert_eq!(found(&place, sql), NONE);
}

#[test]
fn a_listeners_tables_are_guarded_and_lead_only_to_the_listener_and_the_catalogue() {
    let Some(place) = Place::database() else { return };
    let of_listener = "SELECT attrelid FROM pg_attribute WHERE attname = 'listener'";
    let open = format!(
        "SELECT oid::regclass::text FROM pg_class
         WHERE relnamespace = 'tonearm'::regnamespace AND relkind IN ('r', 'p') AND NOT relrowsecurity AND oid IN ({of_listener})"
    );
    assert_eq!(found(&place, &open), NONE);
    // From the catalogue nothing leads to a listener, and a key to a listener's table has the listener in it.
    let strays = format!(
        "SELECT conname::text FROM pg_constraint
         WHERE connamespace = 'tonearm'::regnamespace AND contype = 'f' AND confrelid IN ({of_listener}) AND NOT EXISTS (
             SELECT FROM pg_attribute WHERE attrelid = conrelid AND attname = 'listener' AND attnum = ANY (conkey)
         )"
    );
    assert_eq!(found(&place, &strays), NONE);
}

#[test]
fn there_are_no_sequences_and_no_triggers() {
    let Some(place) = Place::database() else { return };
    let sequences = "SELECT relname::text FROM pg_class WHERE relnamespace = 'tonearm'::regnamespace AND relkind = 'S'";
    assert_eq!(found(&place, sequences), NONE);
    assert_eq!(
        found(&place, "SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal"),
        NONE
    );
}

/// In SQL again, by the bytes of the marks instead of by shifting them.
#[test]
fn the_fingerprint_of_a_part_is_what_anybody_can_sum_up() {
    let Some(place) = Place::database() else { return };
    let rows: Vec<(i64, u32)> = (0..500).map(|at| (at * at, at as u32)).collect();
    for part in [import(2, &rows), recording(1, 600, &[1, 2, 3])] {
        place.open(1).send(&part).unwrap();
        let half = |from| {
            format!("sum(('x' || encode(substring(int8send(mark) FROM {from} FOR 4), 'hex'))::bit(32)::bigint)::bigint")
        };
        let sql = format!(
            "SELECT count(*), {}, {} FROM tonearm.evidence WHERE replace(source::text, '-', '') = $1",
            half(5),
            half(1)
        );
        let row = place.admin().query_one(&sql, &[&part.id.source.to_string()]).unwrap();
        let number = |column| row.get::<_, i64>(column).unsigned_abs();
        let summed = Fingerprint {
            rows: number(0),
            low: number(1),
            high: number(2),
        };
        assert_eq!(summed, part_fingerprint(&part));
    }
}
