//! With NVIDIA's own driver, windows stay blank where WebKitGTK hands pages to the screen as DMA-BUFs. It looks for the variable that turns
//! this off when GTK starts.

use std::{env, os::unix::process::CommandExt, path::Path, process::Command};

/// Tells WebKitGTK not to use DMA-BUFs.
const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Where it is needed, starts the program anew in its own place with that variable, because a running program can't safely change its
/// variables. Called before anything else. Whoever has set the variable, to whatever value, knows better.
pub fn avoid_blank_window() {
    if !is_needed(Path::new("/sys"), env::var_os(VARIABLE).is_some()) {
        return;
    }
    if let Ok(program) = env::current_exe() {
        // Comes back only if it fails, and then the window may be blank.
        let _ = Command::new(program)
            .args(env::args_os().skip(1))
            .env(VARIABLE, "1")
            .exec();
    }
}

/// `sys` is the folder in which the kernel tells of its modules. Nouveau, which does without the workaround, has another name.
fn is_needed(sys: &Path, is_set: bool) -> bool {
    !is_set && sys.join("module/nvidia").exists()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn it_is_for_nvidias_own_driver_unless_the_listener_decided() {
        let sys = tempfile::tempdir().unwrap();
        fs::create_dir_all(sys.path().join("module/nouveau")).unwrap();
        assert!(!is_needed(sys.path(), false));
        fs::create_dir_all(sys.path().join("module/nvidia")).unwrap();
        assert!(is_needed(sys.path(), false));
        assert!(!is_needed(sys.path(), true));
    }
}
