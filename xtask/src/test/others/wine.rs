//! Wine, which runs programs for Windows: a Windows of its own, with one library that Debian's wine lacks.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::paths;
use crate::program::{Outcome, run};

/// The programs, which Debian keeps off the search path.
const PROGRAM: &str = "/usr/lib/wine/wine64";
const SERVER: &str = "/usr/lib/wine/wineserver64";

/// Rust takes its random numbers from here, and this wine does not have it yet.
const RANDOM: &str = r#"
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
    return SystemFunction036(buffer, (ULONG)length);
}
"#;

/// A running wine with its own folder for what Windows has on its disk. Dropping it ends what runs in it.
pub(super) struct Wine {
    disk: PathBuf,
}

impl Wine {
    /// Makes the folder, unless it is there, and starts what all programs for Windows need.
    pub(super) fn start() -> Outcome<Self> {
        let wine = Self {
            disk: paths::tools()?.join("wine"),
        };
        fs::create_dir_all(&wine.disk).map_err(|error| format!("{}: {error}", wine.disk.display()))?;
        wine.boot()?;
        let library = wine.disk.join("drive_c/windows/system32/bcryptprimitives.dll");
        if !library.exists() {
            make_library(&wine.disk.join("random.c"), &library)?;
        }
        Ok(wine)
    }

    /// Whatever starts this first would otherwise wait for it: the services keep the output of the program that started them.
    fn boot(&self) -> Outcome {
        for (program, word) in [(SERVER, "--persistent"), (PROGRAM, "wineboot")] {
            let mut command = self.of(Command::new(program));
            run(command.arg(word).stdout(Stdio::null()).stderr(Stdio::null()))?;
        }
        Ok(())
    }

    /// A run of this program for Windows.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = self.of(Command::new(PROGRAM));
        command.arg(program);
        command
    }

    /// The environment in which a program's runs are runs of this wine.
    pub(super) fn environment(&self) -> [(&'static str, OsString); 3] {
        [
            ("WINEPREFIX", self.disk.clone().into_os_string()),
            ("WINEDEBUG", OsString::from("-all")),
            // It would offer to download what shows web pages and runs .NET.
            ("WINEDLLOVERRIDES", OsString::from("mscoree,mshtml=")),
        ]
    }

    /// Cargo's variable for what runs the programs that it builds for Windows, and its value.
    pub(super) fn runner(&self) -> (&'static str, &'static str) {
        ("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", PROGRAM)
    }

    fn of(&self, mut command: Command) -> Command {
        command.envs(self.environment());
        command
    }
}

impl Drop for Wine {
    fn drop(&mut self) {
        if let Err(why) = run(self.of(Command::new(SERVER)).arg("--kill")) {
            eprintln!("wine goes on: {why}");
        }
    }
}

fn make_library(source: &Path, library: &Path) -> Outcome {
    fs::write(source, RANDOM).map_err(|error| format!("{}: {error}", source.display()))?;
    run(Command::new("x86_64-w64-mingw32-gcc-posix")
        .args(["-shared", "-O2", "-o"])
        .args([library, source])
        .arg("-ladvapi32"))
}
