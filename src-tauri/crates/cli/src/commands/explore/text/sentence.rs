//! The question in words: range, rule and zone in one sentence, the rest of the filter in another.

use plays::CountingRule;
use stats::{Filter, Selection};

use crate::{
    commands::explore::{
        lookup::NamedKey,
        report::{Report, kind},
        request::Request,
    },
    filter_value::{self, WEEKDAYS},
    text_table::cut,
    wording::listened,
};

/// Without the second sentence if only range, rule and zone were given.
pub(super) fn text(request: &Request, report: &Report) -> String {
    let question = &request.ask.question;
    let filter = &question.filter;
    let kinds: Vec<&str> = filter.kinds.iter().map(|of| kind(*of)).collect();
    let range = match report.range {
        Some(days) if days.from == days.to => format!("on {}", days.from),
        Some(days) => format!("from {} to {}", days.from, days.to),
        None => "of no day".to_owned(),
    };
    let rule = match question.rule {
        CountingRule::AtLeast { ms: 0 } => "every play counts".to_owned(),
        CountingRule::AtLeast { ms } if ms % 1000 == 0 => {
            format!("a play counts if heard for {} or more", listened(ms.into()))
        }
        CountingRule::AtLeast { ms } => format!("a play counts if heard for {ms} ms or more"),
        CountingRule::HalfTheTrack => "a play counts if half the track or more was heard".to_owned(),
        CountingRule::ToTheEnd => "a play counts if it was heard to its end".to_owned(),
    };
    let first = format!(
        "All {} {range}; days are of {}; {rule}.\n",
        kinds.join(" and "),
        request.zone.name()
    );
    let parts = parts(request, filter);
    if parts.is_empty() {
        return first;
    }
    format!("{first}Only what is {}.\n", parts.join(", "))
}

fn parts(request: &Request, filter: &Filter) -> Vec<String> {
    let mut parts = Vec::new();
    let picks = &request.picks;
    for (one, pick) in [
        ("by the artist", &picks.artists),
        ("on the album", &picks.albums),
        ("the track", &picks.tracks),
        ("of the genre", &picks.genres),
    ] {
        parts.extend(names(one, pick));
    }
    if filter.weekdays != [true; 7] {
        parts.push(format!("on {}", runs(&filter.weekdays, |day| WEEKDAYS[day].to_owned())));
    }
    if filter.hours != [true; 24] {
        let hours = runs(&filter.hours, |hour| hour.to_string());
        parts.push(format!("begun in the hours {hours}"));
    }
    let yes_or_no = |value: Option<bool>, what: &str| {
        value.map(|value| if value { what.to_owned() } else { format!("not {what}") })
    };
    parts.extend(yes_or_no(filter.skipped, "skipped"));
    parts.extend(yes_or_no(filter.shuffle, "shuffled"));
    if !filter.platforms.is_empty() {
        let on: Vec<&str> = filter.platforms.iter().map(|of| filter_value::platform(*of)).collect();
        parts.push(format!("played on {}", on.join(" or ")));
    }
    if !filter.countries.is_empty() {
        let codes: Vec<String> = filter.countries.iter().map(|country| country.code()).collect();
        parts.push(format!("played in {}", codes.join(" or ")));
    }
    parts
}

fn names(one: &str, pick: &Selection<NamedKey>) -> Vec<String> {
    let named = |keys: &[NamedKey]| {
        let names: Vec<String> = keys.iter().map(|key| format!("“{}”", cut(&key.name))).collect();
        (!names.is_empty()).then(|| format!("{one} {}", names.join(" or ")))
    };
    let never = named(&pick.never).map(|never| format!("not {never}"));
    named(&pick.only).into_iter().chain(never).collect()
}

/// `mon-fri sun`: the chosen places, as the command line takes them.
fn runs(chosen: &[bool], name: impl Fn(usize) -> String) -> String {
    let count = chosen.len();
    let before = |at: usize| chosen[(at + count - 1) % count];
    let starts = (0..count).filter(|at| chosen[*at] && !before(*at));
    let run = |first: usize| {
        let length = (0..count).take_while(|more| chosen[(first + more) % count]).count();
        match length {
            1 => name(first),
            length => format!("{}-{}", name(first), name((first + length - 1) % count)),
        }
    };
    starts.map(run).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_each_other_is_told_by_its_ends() {
        let written = |places: &[usize]| {
            let chosen: [bool; 7] = std::array::from_fn(|at| places.contains(&at));
            runs(&chosen, |day| WEEKDAYS[day].to_owned())
        };
        assert_eq!(written(&[0, 1, 2, 3, 4]), "mon-fri");
        assert_eq!(written(&[0, 2, 3, 6]), "wed-thu sun-mon");
        assert_eq!(written(&[5]), "sat");
    }
}
