//! Seeded random numbers: the same seed gives the same stream on every machine and in every release.
//! Written here because the crates that offer random numbers do not promise the same stream for ever.
//! Not for secrets: anyone can predict it.

/// A stream of numbers after Steele and Vigna's SplitMix64.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A stream for one purpose: the same seed and salts always start the same stream.
    pub fn new(seed: u64, salts: &[u64]) -> Self {
        let mut random = Self(seed);
        for salt in salts {
            random.0 = random.next_u64() ^ salt.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
        random
    }

    /// Any number, each as likely as the other.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// From 0 up to, not including, `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next_u64()) * end as u128) >> 64) as usize
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// From 0 up to, not including, 1.
    pub fn fraction(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True in `likely` of 100 cases.
    pub fn percent(&mut self, likely: usize) -> bool {
        self.below(100) < likely
    }

    /// One of `from`, which must not be empty.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    /// An index into running totals of weights, the heavier the likelier; `None` if there is no weight.
    pub fn weighted(&mut self, totals: &[f64]) -> Option<usize> {
        let mark = self.fraction() * totals.last()?;
        Some(totals.partition_point(|total| *total <= mark).min(totals.len() - 1))
    }

    /// `length` characters of base 62, the alphabet of Spotify's ids.
    pub fn base62(&mut self, length: usize) -> String {
        const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        (0..length)
            .map(|_| char::from(ALPHABET[self.below(ALPHABET.len())]))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_tells_the_same_story_and_another_seed_another() {
        let story = |seed, salt| Random::new(seed, &[salt]).base62(22);
        assert_eq!(story(1, 7), story(1, 7));
        assert_ne!(story(1, 7), story(2, 7));
        assert_ne!(story(1, 7), story(1, 8));
    }

    #[test]
    fn heavier_is_likelier_and_weightless_never_comes() {
        let mut random = Random::new(1, &[]);
        let mut seen = [0; 3];
        for _ in 0..1000 {
            seen[random.weighted(&[1.0, 1.0, 4.0]).unwrap()] += 1;
        }
        assert_eq!(seen[1], 0);
        assert!(seen[2] > 2 * seen[0], "{seen:?}");
        assert_eq!(random.weighted(&[]), None);
    }
}
