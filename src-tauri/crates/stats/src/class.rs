//! How a play came about, as far as filters ask.

/// A country by its two letters, as ISO 3166 writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// Two capital letters; `None` for anything else, and for `ZZ`, which stands for "unknown".
    pub fn new(code: &str) -> Option<Self> {
        match code.as_bytes() {
            b"ZZ" => None,
            &[first, second] if first.is_ascii_uppercase() && second.is_ascii_uppercase() => {
                Some(Self([first, second]))
            }
            _ => None,
        }
    }

    /// The two letters.
    pub fn code(self) -> String {
        self.0.iter().map(|letter| char::from(*letter)).collect()
    }
}

/// Families of devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Platform {
    /// Phones and tablets with Android.
    Android,
    /// iPhones and iPads.
    Ios,
    /// Computers with Windows.
    Windows,
    /// Computers with macOS.
    Mac,
    /// Computers with Linux.
    Linux,
    /// A browser, whatever it runs on.
    Web,
    /// Loudspeakers, Cast and other things that listen to Connect.
    Speaker,
    /// Television sets and boxes.
    Tv,
    /// Game consoles.
    Console,
    /// Cars.
    Car,
    /// Watches.
    Watch,
    /// Anything else that has a name.
    Other,
}

impl Platform {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Android,
        Self::Ios,
        Self::Windows,
        Self::Mac,
        Self::Linux,
        Self::Web,
        Self::Speaker,
        Self::Tv,
        Self::Console,
        Self::Car,
        Self::Watch,
        Self::Other,
    ];

    /// The family of what Spotify's export calls a platform: detailed before October 2023, coarse after. `None` where it
    /// says that there is none.
    pub fn of(platform: &str) -> Option<Self> {
        let platform = platform.trim().to_ascii_lowercase();
        if platform.is_empty() || platform == "not_applicable" || platform == "unknown" {
            return None;
        }
        let has = |words: &[&str]| words.iter().any(|word| platform.contains(word));
        Some(if has(&["web_player", "webplayer", "web player"]) {
            Self::Web
        } else if has(&["playstation", "ps3", "ps4", "ps5", "xbox", "nintendo"]) {
            Self::Console
        } else if has(&["watch", "wear", "garmin", "fitbit"]) {
            Self::Watch
        } else if has(&[
            "_tv",
            "tv;",
            " tv",
            "tvos",
            "roku",
            "chromecast",
            "webos",
            "tizen",
            "firetv",
        ]) {
            Self::Tv
        } else if has(&["car", "tesla", "automotive"]) && !has(&["carl"]) {
            Self::Car
        } else if has(&[
            "cast",
            "sonos",
            "echo",
            "alexa",
            "amazon",
            "speaker",
            "bose",
            "denon",
            "google home",
        ]) {
            Self::Speaker
        } else if has(&["android"]) {
            Self::Android
        } else if has(&["ios", "iphone", "ipad"]) {
            Self::Ios
        } else if has(&["windows"]) {
            Self::Windows
        } else if has(&["os x", "osx", "macos"]) {
            Self::Mac
        } else if has(&["linux"]) {
            Self::Linux
        } else {
            Self::Other
        })
    }
}

/// What plays can have in common beside what was played. `None` where nobody told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct PlayAttributes {
    /// Skipped.
    pub skipped: Option<bool>,
    /// Ended by itself.
    pub finished: Option<bool>,
    /// In shuffled order.
    pub shuffle: Option<bool>,
    /// On what.
    pub platform: Option<Platform>,
    /// Where.
    pub country: Option<Country>,
    /// The length is an estimate.
    pub estimated: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exports_call_a_platform_has_a_family() {
        for (told, family) in [
            ("Android OS 11 API 30 (samsung, SM-G973F)", Platform::Android),
            ("android", Platform::Android),
            ("iOS 14.4 (iPhone12,1)", Platform::Ios),
            ("ios", Platform::Ios),
            ("Windows 10 (10.0.19042; x64; AppX)", Platform::Windows),
            ("OS X 10.15.6 [x86 8]", Platform::Mac),
            ("osx", Platform::Mac),
            ("Linux [x86-64 0]", Platform::Linux),
            ("web_player osx 11.2.3;chrome 88.0;desktop", Platform::Web),
            ("Partner google cast_tv;Chromecast;;", Platform::Tv),
            ("Partner amazon_salmon Amazon;Echo_Dot;;tpapi", Platform::Speaker),
            ("Partner sonos_ppc Sonos;Play1", Platform::Speaker),
            ("Partner scei playstation_4;PS4", Platform::Console),
            ("something new", Platform::Other),
        ] {
            assert_eq!(Platform::of(told), Some(family), "{told}");
        }
        assert_eq!(Platform::of("not_applicable"), None);
        assert_eq!(Platform::of(""), None);
    }

    #[test]
    fn a_country_is_two_capital_letters() {
        assert_eq!(Country::new("AT").map(Country::code).as_deref(), Some("AT"));
        for wrong in ["", "ZZ", "at", "AUT", "Ä"] {
            assert_eq!(Country::new(wrong), None, "{wrong}");
        }
    }
}
