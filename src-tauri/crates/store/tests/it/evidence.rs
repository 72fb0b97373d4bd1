//! Rows of evidence: written, counted otherwise, and read beside other work.

use store::{EvidenceRow, StoreError, Write};

use crate::archive_folder::{ArchiveFolder, play};

fn all(write: &Write<'_>) -> Vec<EvidenceRow> {
    write.evidence(|_| true).unwrap()
}

#[test]
fn a_row_that_is_there_is_counted_otherwise_and_another_is_added() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 3);
    let mut write = store.write().unwrap();
    let mut rows = all(&write);
    rows[1].is_canonical = !rows[1].is_canonical;
    rows[1].ms_played += 1;
    let other_file = EvidenceRow {
        evidence: plays::Evidence {
            number: 7,
            ..rows[2].evidence
        },
        ..rows[2]
    };

    write.put_evidence([rows[1], other_file]).unwrap();
    write.commit().unwrap();

    rows.push(other_file);
    assert_eq!(all(&store.write().unwrap()), rows);
}

#[test]
fn rows_are_read_beside_other_work() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 3);
    let mut write = store.write_bulk().unwrap();

    let (rows, kept) = write
        .evidence_while(|write| {
            write.set_note("key", Some("value"))?;
            Ok(5)
        })
        .unwrap();

    assert_eq!(kept, 5);
    assert_eq!((rows.len(), rows), (3, all(&write)));
}

#[test]
fn rows_that_this_write_has_changed_are_read_as_they_are_now() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    let (gone, _) = (play(&store, 0, 3), play(&store, 10, 2));

    let mut write = store.write_bulk().unwrap();
    write.remove_source(gone).unwrap();
    let (rows, ()) = write.evidence_while(|_| Ok(())).unwrap();
    assert_eq!((rows.len(), &rows), (2, &all(&write)));

    let mut otherwise = rows;
    otherwise[0].ms_played += 1;
    write.put_evidence(otherwise.iter().copied()).unwrap();
    assert_eq!(write.evidence_while(|_| Ok(())).unwrap().0, otherwise);
}

#[test]
fn what_fails_beside_reading_is_told() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    let mut write = store.write_bulk().unwrap();
    let failed = write.evidence_while::<()>(|_| Err(StoreError::NoSuchSource(7)));
    assert!(matches!(failed, Err(StoreError::NoSuchSource(7))), "{failed:?}");
}
