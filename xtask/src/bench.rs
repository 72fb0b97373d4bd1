//! `bench`: the figures that a listener feels, in release mode, each beside a yardstick measured in the same run.

mod brush;
mod explore;
mod lifetime;
mod lives;

use std::process::Command;

use crate::program::{Done, cargo, run};
use crate::{build, place, setup};

/// What the page's code weighs as it is sent, one file a line. The font is counted apart.
const WEIGH: &str = r#"
const fs = require("node:fs"), zlib = require("node:zlib"), path = require("node:path");
const weigh = (file) => zlib.gzipSync(fs.readFileSync(file), { level: 9 }).length / 1000;
let code = 0, fonts = 0;
for (const entry of fs.readdirSync("dist", { recursive: true })) {
  const file = path.join("dist", entry);
  if (!fs.statSync(file).isFile()) continue;
  if (/\.woff2$/.test(file)) fonts += fs.statSync(file).size / 1000;
  else if (/\.(js|css|html)$/.test(file)) { console.log(`${weigh(file).toFixed(1)} kB  ${entry}`); code += weigh(file); }
}
console.log(`UI: ${code.toFixed(1)} kB gzip, and ${fonts.toFixed(1)} kB of fonts`);
"#;

/// Weighs the UI, measures start-up and memory, then what a lifetime of plays costs and how fast it is explored; a first
/// argument in digits says how often the start is measured, `lifetime`, `explore` or `brush` measures that alone.
pub(crate) fn bench(arguments: &[String]) -> Done {
    if arguments == ["lifetime"] {
        return lifetime::lifetime();
    }
    if arguments == ["explore"] {
        return explore::explore();
    }
    if arguments == ["brush"] {
        return brush::brush();
    }
    setup::setup()?;
    build::ui()?;
    run(Command::new("node").args(["-e", WEIGH]).current_dir(place::ui()))?;
    // The driver that signs in needs the WebDriver and the page inside; nothing else of the tests is in the figures.
    let app = build::app(&["--release", "--package=tonearm", "--bin=tonearm", "--example=empty"])?;
    run(cargo().args([
        "build",
        "--release",
        "--package=tonearm-tests",
        "--bin=measure",
        "--bin=browser",
    ]))?;
    let beside = |name: &str| app.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    run(Command::new(beside("measure"))
        .current_dir(place::root())
        .arg(&app)
        .arg(app.with_file_name("examples").join("empty"))
        .args(arguments)
        .env("TONEARM_APP", &app))?;
    lifetime::lifetime()?;
    explore::explore()?;
    brush::brush()
}
