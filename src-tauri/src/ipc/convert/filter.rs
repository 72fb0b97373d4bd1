//! The choices of the Explore screen that mean the same to the page and to the statistics, both ways.

use chrono::NaiveDate;
use library::{DayBounds, EntityKind};
use plays::CountingRule;
use stats::{DayRange, Measure, Subject};

use crate::ipc::view;

pub(crate) fn rule(rule: view::CountingRule) -> CountingRule {
    match rule {
        view::CountingRule::AtLeast { secs } => CountingRule::AtLeast {
            ms: secs.saturating_mul(1000),
        },
        view::CountingRule::HalfTheTrack => CountingRule::HalfTheTrack,
        view::CountingRule::ToTheEnd => CountingRule::ToTheEnd,
    }
}

pub(crate) fn rule_for_page(rule: CountingRule) -> view::CountingRule {
    match rule {
        CountingRule::AtLeast { ms } => view::CountingRule::AtLeast { secs: ms / 1000 },
        CountingRule::HalfTheTrack => view::CountingRule::HalfTheTrack,
        CountingRule::ToTheEnd => view::CountingRule::ToTheEnd,
    }
}

pub(crate) fn measure(measure: view::Measure) -> Measure {
    match measure {
        view::Measure::Plays => Measure::Plays,
        view::Measure::Time => Measure::Time,
    }
}

pub(crate) fn entity_kind(kind: view::EntityKind) -> EntityKind {
    match kind {
        view::EntityKind::Tracks => EntityKind::Track,
        view::EntityKind::Artists => EntityKind::Artist,
        view::EntityKind::Albums => EntityKind::Album,
        view::EntityKind::Genres => EntityKind::Genre,
    }
}

pub(crate) fn entity_kind_for_page(kind: EntityKind) -> view::EntityKind {
    match kind {
        EntityKind::Track => view::EntityKind::Tracks,
        EntityKind::Artist => view::EntityKind::Artists,
        EntityKind::Album => view::EntityKind::Albums,
        EntityKind::Genre => view::EntityKind::Genres,
    }
}

pub(crate) fn kind_of_subject(subject: Subject) -> view::EntityKind {
    match subject {
        Subject::Track(_) => view::EntityKind::Tracks,
        Subject::Album(_) => view::EntityKind::Albums,
        Subject::Artist(_) => view::EntityKind::Artists,
        Subject::Genre(_) => view::EntityKind::Genres,
    }
}

/// `None` for a day beyond the calendar.
pub(crate) fn date(day: i32) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(day)
}

pub(crate) fn day_bounds(days: view::DayRange) -> DayBounds {
    DayBounds {
        from: date(days.first_day),
        to: date(days.last_day),
    }
}

pub(crate) fn day_range(days: DayRange) -> view::DayRange {
    view::DayRange {
        first_day: days.first.to_epoch_days(),
        last_day: days.last.to_epoch_days(),
    }
}

/// Both directions of an enum whose two sides have the same variants.
macro_rules! same_variants {
    ($ours:ty, $pages:ty, $into:ident, $from:ident: $($name:ident)*) => {
        pub(crate) fn $into(value: $ours) -> $pages {
            match value {
                $(<$ours>::$name => <$pages>::$name,)*
            }
        }

        pub(crate) fn $from(value: $pages) -> $ours {
            match value {
                $(<$pages>::$name => <$ours>::$name,)*
            }
        }
    };
}
same_variants!(stats::Platform, view::Platform, platform_for_page, platform:
    Android Ios Windows Mac Linux Web Speaker Tv Console Car Watch Other);
same_variants!(plays::Kind, view::ItemKind, item_kind_for_page, item_kind: Music Podcast Audiobook);
