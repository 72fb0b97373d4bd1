//! What goes on inside, on standard error, for whoever sets `TONEARM_LOG`. Silent otherwise.

use std::io::Write;

use log::{LevelFilter, Log, Metadata, Record};

struct ToStderr;

impl Log for ToStderr {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        // There is nowhere left to complain.
        let _ = writeln!(
            std::io::stderr().lock(),
            "[{}] {}: {}",
            record.level(),
            record.target(),
            record.args()
        );
    }

    fn flush(&self) {}
}

pub(crate) fn start(level: Option<LevelFilter>) {
    let Some(level) = level else { return };
    if log::set_logger(&ToStderr).is_ok() {
        log::set_max_level(level);
    }
}
