//! Weekdays, hours, countries and devices as people write them on a command line.

use std::str::FromStr;

use chrono::Weekday;
use stats::{Country, Platform};

/// Monday first.
pub(crate) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// One weekday or several in a row: `sat`, `mon-fri`, `fri-mon`. Monday first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weekdays(pub(crate) [bool; 7]);

impl FromStr for Weekdays {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |day: &str| {
            let day: Option<Weekday> = day.trim().parse().ok();
            day.map(|day| day.num_days_from_monday() as usize)
        };
        range(text, number)
            .map(Self)
            .ok_or_else(|| "give weekdays such as sat, or mon-fri for several in a row".to_owned())
    }
}

/// One hour or several in a row: `7`, `9-17`, `22-2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hours(pub(crate) [bool; 24]);

impl FromStr for Hours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |hour: &str| {
            let hour = hour.trim();
            let plain = hour.bytes().all(|byte| byte.is_ascii_digit());
            hour.parse().ok().filter(|hour| plain && *hour < 24)
        };
        range(text, number)
            .map(Self)
            .ok_or_else(|| "give hours from 0 to 23 such as 7, or 22-2 for several in a row".to_owned())
    }
}

/// From the first to the last place, both included; if the last comes first, round the end.
fn range<const N: usize>(text: &str, number: impl Fn(&str) -> Option<usize>) -> Option<[bool; N]> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (number(first)?, number(last)?);
    Some(std::array::from_fn(|at| {
        if first <= last {
            (first..=last).contains(&at)
        } else {
            at >= first || at <= last
        }
    }))
}

/// A country, in capital letters or small ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CountryCode(pub(crate) Country);

impl FromStr for CountryCode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Country::new(&text.trim().to_ascii_uppercase())
            .map(Self)
            .ok_or_else(|| "give a country by its two letters, such as AT".to_owned())
    }
}

/// The name of a family of devices, on the command line and in answers.
pub(crate) fn platform(platform: Platform) -> &'static str {
    match platform {
        Platform::Android => "android",
        Platform::Ios => "ios",
        Platform::Windows => "windows",
        Platform::Mac => "mac",
        Platform::Linux => "linux",
        Platform::Web => "web",
        Platform::Speaker => "speaker",
        Platform::Tv => "tv",
        Platform::Console => "console",
        Platform::Car => "car",
        Platform::Watch => "watch",
        Platform::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weekdays(text: &str) -> Option<Vec<usize>> {
        text.parse::<Weekdays>().ok().map(|days| places(&days.0))
    }

    fn hours(text: &str) -> Option<Vec<usize>> {
        text.parse::<Hours>().ok().map(|hours| places(&hours.0))
    }

    fn places(chosen: &[bool]) -> Vec<usize> {
        (0..chosen.len()).filter(|at| chosen[*at]).collect()
    }

    #[test]
    fn weekdays_may_run_over_the_weekend() {
        assert_eq!(weekdays("sat"), Some(vec![5]));
        assert_eq!(weekdays("Mon-Fri"), Some(vec![0, 1, 2, 3, 4]));
        assert_eq!(weekdays("friday-monday"), Some(vec![0, 4, 5, 6]));
        assert_eq!(weekdays("sun-sun"), Some(vec![6]));
        for wrong in ["", "mo", "mon-", "-fri", "mon-wed-fri", "1"] {
            assert_eq!(weekdays(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn hours_may_run_over_midnight() {
        assert_eq!(hours("7"), Some(vec![7]));
        assert_eq!(hours("09-11"), Some(vec![9, 10, 11]));
        assert_eq!(hours("22-2"), Some(vec![0, 1, 2, 22, 23]));
        for wrong in ["", "24", "-1", "+1", "7:30", "22-24", "7-8-9"] {
            assert_eq!(hours(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_country_is_two_letters() {
        let code = |text: &str| text.parse::<CountryCode>().ok().map(|country| country.0.code());
        assert_eq!(code("at").as_deref(), Some("AT"));
        assert_eq!(code("AUT"), None);
        assert_eq!(code("zz"), None, "which stands for unknown");
    }
}
