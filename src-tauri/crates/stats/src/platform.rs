//! Families of devices, and which of them a platform named by an export belongs to.

/// A family of devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "several names say it all")]
pub enum Platform {
    /// Phones and tablets with Android.
    Android,
    /// iPhones and iPads.
    Ios,
    Windows,
    Mac,
    Linux,
    /// A browser, whatever it runs on.
    Web,
    /// Loudspeakers, Cast and other devices that are played to through Spotify Connect.
    Speaker,
    /// Television sets and boxes.
    Tv,
    /// Game consoles.
    Console,
    Car,
    Watch,
    /// Anything else that has a name.
    Other,
}

impl Platform {
    /// Every family.
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

    /// The family of a platform as Spotify's export names it: in detail before October 2023, coarsely since. `None` where
    /// the export says that it knows none.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exports_call_a_platform_has_a_family() {
        for (platform, family) in [
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
            assert_eq!(Platform::of(platform), Some(family), "{platform}");
        }
        assert_eq!(Platform::of("not_applicable"), None);
        assert_eq!(Platform::of(""), None);
    }
}
