//! What was asked, in words.

use plays::CountingRule;
use stats::{Filter, Selection};

use crate::{
    choice::{self, WEEKDAYS},
    commands::explore::{
        asking::{Asking, Choice},
        telling::{Told, kind},
    },
    table::cut,
    wording::listened,
};

/// Range, rule and zone in one sentence, the rest of the filter in another if there is any.
pub(super) fn of(asking: &Asking, told: &Told) -> String {
    let question = &asking.ask.question;
    let filter = &question.filter;
    let kinds: Vec<&str> = filter.kinds.iter().map(|of| kind(*of)).collect();
    let range = match told.range {
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
        asking.zone.name()
    );
    let parts = parts(asking, filter);
    if parts.is_empty() {
        return first;
    }
    format!("{first}Only what is {}.\n", parts.join(", "))
}

fn parts(asking: &Asking, filter: &Filter) -> Vec<String> {
    let mut parts = Vec::new();
    let chosen = &asking.chosen;
    for (one, pick) in [
        ("by the artist", &chosen.artists),
        ("on the album", &chosen.albums),
        ("the track", &chosen.tracks),
        ("of the genre", &chosen.genres),
    ] {
        parts.extend(who(one, pick));
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
        let on: Vec<&str> = filter.platforms.iter().map(|of| choice::platform(*of)).collect();
        parts.push(format!("played on {}", on.join(" or ")));
    }
    if !filter.countries.is_empty() {
        let codes: Vec<String> = filter.countries.iter().map(|country| country.code()).collect();
        parts.push(format!("played in {}", codes.join(" or ")));
    }
    parts
}

fn who(one: &str, pick: &Selection<Choice>) -> Vec<String> {
    let named = |choices: &[Choice]| {
        let names: Vec<String> = choices
            .iter()
            .map(|choice| format!("“{}”", cut(&choice.name)))
            .collect();
        (!names.is_empty()).then(|| format!("{one} {}", names.join(" or ")))
    };
    let never = named(&pick.never).map(|never| format!("not {never}"));
    named(&pick.only).into_iter().chain(never).collect()
}

/// `mon-fri sun`: what is chosen, as the command line takes it.
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
        let told = |places: &[usize]| {
            let chosen: [bool; 7] = std::array::from_fn(|at| places.contains(&at));
            runs(&chosen, |day| WEEKDAYS[day].to_owned())
        };
        assert_eq!(told(&[0, 1, 2, 3, 4]), "mon-fri");
        assert_eq!(told(&[0, 2, 3, 6]), "wed-thu sun-mon");
        assert_eq!(told(&[5]), "sat");
    }
}
