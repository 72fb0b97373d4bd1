//! What goes from a database with a source that was undone.

use crate::{
    history::{import, item, undone},
    place::Place,
};

fn count(place: &Place, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM tonearm.{table}");
    place.admin().query_one(&sql, &[]).unwrap().get(0)
}

#[test]
fn names_go_with_the_last_source_that_uses_them() {
    let Some(place) = Place::database() else { return };
    let stays = import(4, &[(1, 1), (2, 2)]);
    place.open(1).send(&stays).unwrap();
    let (names, circumstances) = (count(&place, "naming"), count(&place, "circumstance"));
    let mut gone = import(2, &[(1, 2), (2, 7), (3, 8)]);
    gone.batch.items[1] = item("Point of Disgust");
    gone.batch.circumstances[0].platform = Some("a phone that was sold".into());
    place.open(1).send(&gone).unwrap();
    assert_eq!(count(&place, "naming"), names + 1);
    assert_eq!(count(&place, "circumstance"), circumstances + 1);

    place.open(1).put_registers(&[undone(2)]).unwrap();
    assert_eq!(count(&place, "naming"), names);
    assert_eq!(count(&place, "circumstance"), circumstances);
    let there = place.open(2).fetch(stays.id).unwrap();
    assert_eq!(there.batch.evidence.len(), 2);
}
