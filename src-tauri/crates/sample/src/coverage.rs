//! Which exports contain a play, and by how much their times differ. Each export has some plays that no other has.

use plays::Kind;

use crate::{
    calendar::ACCOUNT_FROM_MS,
    catalogue::{Catalogue, Form},
    play::{Duplicate, Exports, Play},
};

/// Which exports contain `play`, of which `earlier` of all `plays` came before.
pub(crate) fn exports_with(catalogue: &Catalogue, play: &Play, earlier: usize, plays: usize) -> Exports {
    let older = earlier < plays / 10 * 6 && catalogue.kind(play.item) != Kind::Audiobook;
    let in_last_year = play.end_secs * 1000 >= ACCOUNT_FROM_MS;
    let account = in_last_year
        && play.flaw.is_none()
        && !play.is_video
        && catalogue.item(play.item).form != Form::Local
        && catalogue.kind(play.item) != Kind::Audiobook;
    let is_plain = !play.is_exact && play.flaw.is_none();
    let only_older = is_plain && older && earlier % 101 == 7;
    let only_account = is_plain && account && earlier % 67 == 3;
    Exports {
        extended: !only_older && !only_account,
        older,
        account,
    }
}

/// How many seconds later the older export says that the play ended. The two generations of exports round differently.
pub(crate) fn older_shift_secs(play: &Play) -> i64 {
    let may_differ = !play.is_exact && play.duplicate == Duplicate::None && play.flaw.is_none();
    match play.noise % 40 {
        0 if may_differ => -1,
        1 if may_differ => 2,
        _ => 0,
    }
}
