//! The same rows by other ways.

use std::{io::Read as _, io::Write as _, path::Path, process::Command};

use remote::{Database, DatabaseAddress, Remote};

use super::{Outcome, seconds, server::Server};

const DJANGO: &str = include_str!("django.py");

/// The rows of evidence by COPY alone, out of their table, and into one that has no index.
pub(crate) fn copy(server: &Server, address: &DatabaseAddress) -> Outcome {
    let mut client = server.admin(&address.database);
    client.batch_execute("CREATE TABLE bare AS SELECT * FROM tonearm.evidence WITH NO DATA")?;
    let mut rows = Vec::new();
    let out = seconds(|| {
        let mut reader = client.copy_out("COPY tonearm.evidence TO STDOUT (FORMAT BINARY)")?;
        Ok(reader.read_to_end(&mut rows)?)
    })?;
    println!("{out:8.2} s  bare COPY out of the same rows");
    let into = seconds(|| {
        let mut writer = client.copy_in("COPY bare FROM STDIN (FORMAT BINARY)")?;
        writer.write_all(&rows)?;
        Ok(writer.finish()?)
    })?;
    println!("{into:8.2} s  bare COPY of them into a table without an index");
    client.batch_execute("DROP TABLE bare")?;
    Ok(())
}

/// All parts, read and checked, and nothing else done with them.
pub(crate) fn read(address: &DatabaseAddress) -> Outcome {
    let database = Database::connect(address, None)?;
    let machine = plays::MachineId([9; 16]);
    let mut remote = Remote::Postgres(Box::new(database.open(machine, Some("me"))?));
    let mut rows = 0;
    let read = seconds(|| {
        for part in remote.manifest()?.parts.keys() {
            rows += remote.fetch(*part)?.batch.evidence.len();
        }
        Ok(())
    })?;
    println!("{read:8.2} s  {rows} rows read and checked");
    Ok(())
}

/// What Django's `bulk_create` takes for them.
pub(crate) fn django(server: &Server, address: &DatabaseAddress, python: Option<&Path>) -> Outcome {
    let Some(python) = python else {
        println!("Django was not measured: there is no Python 3 with venv");
        return Ok(());
    };
    let status = Command::new(python)
        .args(["-c", DJANGO, &server.socket().to_string(), &server.port.to_string()])
        .args([&address.user, &address.database])
        .status()?;
    if status.success() {
        return Ok(());
    }
    Err("Django could not be measured".into())
}
