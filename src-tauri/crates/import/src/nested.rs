//! A zip in a zip, as cloud services pack what one downloads from them. It is unpacked to a temporary file without a name, because the
//! list of its contents is at its end, and its files are read one after the other, so that only as many lie on the disk as there are
//! threads.

use std::{
    fs::File,
    io::{Read, Write},
};

use crate::{FileError, content::Reading, read_error::ReadError};

/// How many bytes are copied at a time.
const CHUNK_BYTES: usize = 128 * 1024;

/// The content of a zip in a file of its own, which is gone once it is closed.
pub(crate) fn unpack(mut source: impl Read, reading: Reading<'_>) -> Result<File, ReadError> {
    let no_room = |_| ReadError::from(FileError::NoRoom);
    let mut file = tempfile::tempfile().map_err(no_room)?;
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let bytes = source
            .read(&mut chunk)
            .map_err(|error| ReadError::from_io(error, reading.on_io_error))?;
        if bytes == 0 {
            return Ok(file);
        }
        file.write_all(&chunk[..bytes]).map_err(no_room)?;
    }
}
