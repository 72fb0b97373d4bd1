//! Other listeners in the same tables, each with as many plays as the first.

use remote::DatabaseAddress;

use super::{
    Outcome, seconds,
    server::{OWNER, Server},
};

/// The tables that the first listener's rows are copied in, those that others need first.
const TABLES: [&str; 11] = [
    "source",
    "part",
    "naming",
    "circumstance",
    "evidence",
    "decision",
    "machine",
    "published",
    "play",
    "track_artist",
    "artist_genre",
];

/// Adds listeners who have all that the first one has.
pub(crate) fn multiply(server: &Server, address: &DatabaseAddress, others: u32) -> Outcome {
    let mut client = server.admin(&address.database);
    client.execute(
        "INSERT INTO tonearm.listener (listener, name)
         SELECT gen_random_uuid(), 'other ' || number FROM generate_series(1, $1::bigint) AS number",
        &[&i64::from(others)],
    )?;
    for table in TABLES {
        let columns = client.query(
            "SELECT column_name::text FROM information_schema.columns
             WHERE table_schema = 'tonearm' AND table_name = $1 AND column_name <> 'listener' ORDER BY ordinal_position",
            &[&table],
        )?;
        let columns: Vec<String> = columns.iter().map(|row| row.get(0)).collect();
        let columns = columns.join(", ");
        client.batch_execute(&format!(
            "INSERT INTO tonearm.{table} (listener, {columns})
             SELECT other.listener, {columns} FROM tonearm.listener AS other, tonearm.{table} AS mine
             WHERE other.name LIKE 'other %'
                 AND mine.listener = (SELECT listener FROM tonearm.listener WHERE name = 'me')
             ORDER BY other.listener"
        ))?;
    }
    settle(server, address)
}

/// What the server would do by itself within minutes.
pub(crate) fn settle(server: &Server, address: &DatabaseAddress) -> Outcome {
    server
        .admin(&address.database)
        .batch_execute("VACUUM ANALYZE; CHECKPOINT")?;
    Ok(())
}

/// Seconds for the fifty tracks that a listener heard longest, the best of three.
pub(crate) fn top_tracks(server: &Server, address: &DatabaseAddress, listener: &str) -> Outcome<f64> {
    let mut client = server.client(OWNER, &address.database);
    let sql = "SELECT track, name, sum(ms)::bigint AS ms FROM tonearm.top_tracks
        WHERE listener = (SELECT listener FROM tonearm.listener WHERE name = $1)
        GROUP BY track, name ORDER BY ms DESC LIMIT 50";
    let mut best = f64::MAX;
    for _ in 0..3 {
        best = best.min(seconds(|| Ok(client.query(sql, &[&listener])?))?);
    }
    Ok(best)
}
