//! The genres of the invented artists.

/// Each line has genres that are close to each other. An artist has some of one line.
pub(crate) const GENRES: &[&[&str]] = &[
    &["indie rock", "slacker rock", "jangle pop"],
    &["dream pop", "shoegaze", "ethereal wave"],
    &["modal jazz", "jazz fusion", "spiritual jazz"],
    &["nu jazz", "broken beat", "future jazz"],
    &["dub", "roots reggae", "dub techno"],
    &["deep house", "microhouse", "balearic"],
    &["techno", "minimal techno", "electro"],
    &["ambient", "drone", "modern classical"],
    &["chamber pop", "baroque pop", "art pop"],
    &["folk", "indie folk", "contemporary folk"],
    &["hip hop", "boom bap", "jazz rap"],
    &["neo soul", "alternative r&b", "quiet storm"],
    &["afrobeat", "highlife", "afro-funk"],
    &["mpb", "bossa nova", "tropicália"],
    &["post-punk", "coldwave", "darkwave"],
    &["synthpop", "new wave", "minimal synth"],
    &["city pop", "j-pop", "shibuya-kei"],
    &["post-rock", "math rock", "slowcore"],
    &["trip hop", "downtempo", "leftfield"],
    &["drum and bass", "jungle", "liquid funk"],
];
