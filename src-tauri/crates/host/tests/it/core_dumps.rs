//! The limits are a process's own, so the tests look at a child: this program again, with the one test that only a child runs.

use std::process::Command;

use host::core_dumps;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

const CHILD: &str = "TONEARM_TEST_CHILD";

#[test]
fn a_program_that_turns_them_off_leaves_none() {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "core_dumps::in_a_child", "--nocapture"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&child.stdout);
    assert!(
        child.status.success() && printed.contains("the child has looked"),
        "{child:?}"
    );
}

/// What a process that turned core dumps off knows of itself.
#[test]
fn in_a_child() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    // As in a system that writes core dumps.
    let limit = getrlimit(Resource::Core);
    let raised = Rlimit {
        current: limit.maximum,
        ..limit
    };
    setrlimit(Resource::Core, raised).unwrap();
    assert_ne!(getrlimit(Resource::Core).current, Some(0));
    core_dumps::turn_off().unwrap();
    core_dumps::close_memory().unwrap();
    #[cfg(target_os = "linux")]
    {
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
        let cores = limits.lines().find(|line| line.starts_with("Max core file size"));
        assert_eq!(cores.unwrap().split_whitespace().nth(4), Some("0"), "{limits}");
        let dumpable = rustix::process::dumpable_behavior().unwrap();
        assert_eq!(dumpable, rustix::process::DumpableBehavior::NotDumpable);
    }
    println!("the child has looked");
}
