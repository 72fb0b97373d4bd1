//! A member of a zip as a file in which one can seek, so that a zip in a zip can be read. Nothing is written to the disk, and only some
//! blocks are in memory: going forward inflates on, and going back further than these begins anew. A zip is read nearly in order, so that
//! it is inflated three or four times. Each time counts towards the limits.

use std::{
    collections::VecDeque,
    io::{self, Read, Seek, SeekFrom, Take},
};

use flate2::read::DeflateDecoder;

use crate::{
    limits::{Inflation, LimitedReader, Usage},
    shared_file::{SharedFile, position},
};

/// How many bytes are inflated at a time.
const BLOCK_BYTES: u64 = 64 * 1024;
/// How many blocks are held: enough for the central directory of any export.
const BLOCKS: usize = 16;

/// Where a member is and how it is packed.
#[derive(Clone)]
pub(crate) struct Packed {
    /// The zip.
    pub(crate) file: SharedFile,
    /// Where the member's data begin in it.
    pub(crate) start: u64,
    pub(crate) packed_bytes: u64,
    pub(crate) is_deflated: bool,
    /// How long it is when inflated, as the zip says.
    pub(crate) bytes: u64,
}

/// A member of a zip, inflated.
pub(crate) struct InflatedFile<'u> {
    packed: Packed,
    usage: &'u Usage<'u>,
    inflation: &'u Inflation,
    at: u64,
    inflating: Option<Inflating<'u>>,
    /// The blocks last inflated, without a gap.
    blocks: VecDeque<Vec<u8>>,
}

/// How far a member is inflated.
struct Inflating<'u> {
    source: LimitedReader<'u, Box<dyn Read + Send + Sync>>,
    /// The number of the next block.
    next: u64,
}

impl<'u> InflatedFile<'u> {
    /// What comes out counts towards `usage` and `inflation`.
    pub(crate) fn new(packed: Packed, usage: &'u Usage<'u>, inflation: &'u Inflation) -> Self {
        Self {
            packed,
            usage,
            inflation,
            at: 0,
            inflating: None,
            blocks: VecDeque::new(),
        }
    }

    /// Inflates until this block is among those in memory. It is empty behind the end.
    fn block(&mut self, number: u64) -> io::Result<&[u8]> {
        let next = self.inflating.as_ref().map_or(0, |inflating| inflating.next);
        let first = next - self.blocks.len() as u64;
        if self.inflating.is_none() || number < first {
            self.blocks.clear();
            self.inflating = Some(Inflating {
                source: LimitedReader::packed(self.packed.open()?, self.usage, 0, self.inflation),
                next: 0,
            });
        }
        let Some(inflating) = &mut self.inflating else {
            return Ok(&[]);
        };
        while inflating.next <= number {
            let mut block = match self.blocks.len() < BLOCKS {
                true => Vec::new(),
                false => self.blocks.pop_front().unwrap_or_default(),
            };
            block.clear();
            inflating.source.by_ref().take(BLOCK_BYTES).read_to_end(&mut block)?;
            if block.is_empty() {
                self.inflating = None;
                self.blocks.clear();
                return Ok(&[]);
            }
            inflating.next += 1;
            self.blocks.push_back(block);
        }
        let first = inflating.next - self.blocks.len() as u64;
        Ok(&self.blocks[(number - first) as usize])
    }
}

impl Packed {
    fn open(&self) -> io::Result<Box<dyn Read + Send + Sync>> {
        let mut file = self.file.clone();
        file.seek(SeekFrom::Start(self.start))?;
        let packed: Take<SharedFile> = file.take(self.packed_bytes);
        Ok(match self.is_deflated {
            true => Box::new(DeflateDecoder::new(packed)),
            false => Box::new(packed),
        })
    }
}

/// Begins anew: what is inflated is not shared.
impl Clone for InflatedFile<'_> {
    fn clone(&self) -> Self {
        Self {
            at: self.at,
            ..Self::new(self.packed.clone(), self.usage, self.inflation)
        }
    }
}

impl Read for InflatedFile<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Nothing is read behind the end that the zip names, so that it need not be looked for.
        if self.at >= self.packed.bytes {
            return Ok(0);
        }
        let (number, within) = (self.at / BLOCK_BYTES, (self.at % BLOCK_BYTES) as usize);
        let block = self.block(number)?;
        let bytes = block.get(within..).unwrap_or_default().read(buffer)?;
        self.at += bytes as u64;
        Ok(bytes)
    }
}

impl Seek for InflatedFile<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = position(to, self.at, self.packed.bytes)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::DeflateEncoder};

    use super::*;
    use crate::Limits;

    fn member(bytes: &[u8], is_deflated: bool) -> Packed {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"before").unwrap();
        let mut packed = bytes.to_vec();
        if is_deflated {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(bytes).unwrap();
            packed = encoder.finish().unwrap();
        }
        file.write_all(&packed).unwrap();
        file.write_all(b"behind").unwrap();
        Packed {
            file: SharedFile::new(file),
            start: 6,
            packed_bytes: packed.len() as u64,
            is_deflated,
            bytes: bytes.len() as u64,
        }
    }

    #[test]
    fn every_place_can_be_read_in_any_order() {
        let bytes: Vec<u8> = (0..3_000_000_u32).map(|number| (number / 251 % 256) as u8).collect();
        let limits = Limits::default();
        let (usage, inflation) = (Usage::new(&limits, 0), Inflation::of(u64::MAX, &limits));
        for is_deflated in [true, false] {
            let mut file = InflatedFile::new(member(&bytes, is_deflated), &usage, &inflation);
            assert_eq!(file.seek(SeekFrom::End(0)).unwrap(), 3_000_000);
            assert_eq!(file.read(&mut [0; 9]).unwrap(), 0);
            for at in [
                2_999_990, 0, 65_535, 65_536, 2_000_000, 1_999_000, 100, 2_500_000, 2_999_000,
            ] {
                file.seek(SeekFrom::Start(at)).unwrap();
                let mut read = vec![0; 10];
                file.read_exact(&mut read).unwrap();
                assert_eq!(read, bytes[at as usize..at as usize + 10], "{at}");
            }
            let mut all = Vec::new();
            file.rewind().unwrap();
            file.read_to_end(&mut all).unwrap();
            assert!(all == bytes);
        }
    }

    #[test]
    fn going_back_again_and_again_counts_each_time() {
        let limits = Limits {
            any_ratio_bytes: 8_000_000,
            ratio: 0,
            ..Limits::default()
        };
        let (usage, inflation) = (Usage::new(&limits, 0), Inflation::of(0, &limits));
        let mut file = InflatedFile::new(member(&vec![7; 3_000_000], true), &usage, &inflation);
        let mut ends = (0..9).map(|_| {
            file.seek(SeekFrom::Start(0))
                .and_then(|_| file.read_exact(&mut [0; 9]))?;
            file.seek(SeekFrom::End(-9)).and_then(|_| file.read_exact(&mut [0; 9]))
        });
        assert!(ends.any(|end| end.is_err()));
    }
}
