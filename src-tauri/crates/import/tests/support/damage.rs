//! Damage to files, made at random.

use crate::exports::Random;

/// Damage as disks and networks do it.
pub(crate) fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    if bytes.is_empty() {
        return;
    }
    let length = bytes.len() as u64;
    // A zip's headers are at its ends, so damage there matters most.
    let at = match random.below(3) {
        0 => length - 1 - random.below(length.min(300)),
        1 => random.below(length.min(100)),
        _ => random.below(length),
    } as usize;
    let size = (1 + random.below(64)).min(length - at as u64) as usize;
    match random.below(7) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = random.next() as u8,
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..at + size)),
        4 => {
            let copy = bytes[at..at + size].to_vec();
            let to = random.below(length) as usize;
            bytes.splice(to..to, copy);
        }
        5 => {
            let from = random.below(length) as usize;
            let copy = bytes[from..(from + size).min(bytes.len())].to_vec();
            let end = (at + copy.len()).min(bytes.len());
            bytes[at..end].copy_from_slice(&copy[..end - at]);
        }
        _ => bytes[at..at + size].fill(*random.pick(&[0, 0xFF, b' ', b'"', b'['])),
    }
}

/// Damage as programs do it: other values, other types, unusual texts.
pub(crate) fn rewrite(bytes: &mut Vec<u8>, random: &mut Random) {
    const VALUES: [&str; 22] = [
        "null",
        "true",
        "\"\"",
        "0",
        "-1",
        "1e999",
        "-0.5",
        "\"1234\"",
        "18446744073709551616",
        "[]",
        "{}",
        "[[[[{\"ts\":[]}]]]]",
        "\"\\ud83d\"",
        "\"\\ud83d\\ude00\"",
        "\"\\u0000\"",
        "\"spotify:track:x\"",
        "\"2013-02-30T00:00:00Z\"",
        "\"2013-02-03 04:05:06\"",
        "\"Unknown Artist\"",
        "\"spotify:local:::a:1\"",
        "\"a\\\"b\\\\\"",
        "\"ZZ\"",
    ];
    let colons: Vec<_> = memchr_all(b':', bytes)
        .filter(|at| bytes.get(at + 1) == Some(&b' '))
        .collect();
    if colons.is_empty() {
        return;
    }
    let at = random.pick(&colons) + 2;
    let end = bytes[at..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(bytes.len(), |length| at + length);
    match random.below(12) {
        0 => drop(bytes.splice(0..0, *b"\xEF\xBB\xBF")),
        1 => drop(bytes.splice(
            at..end,
            format!("\"{}\",", "x".repeat(1 << random.below(18))).into_bytes(),
        )),
        2 => drop(bytes.splice(
            at..end,
            format!("{},", "[".repeat(1 + random.below(5_000) as usize)).into_bytes(),
        )),
        _ => drop(bytes.splice(at..end, format!("{},", random.pick(&VALUES)).into_bytes())),
    }
}

fn memchr_all(byte: u8, bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes
        .iter()
        .enumerate()
        .filter(move |(_, other)| **other == byte)
        .map(|(at, _)| at)
}
