//! Keeps the memory of a program that crashed off the disk: it may hold a token. On Windows, crash reports hold all of the memory
//! only where the listener has asked the system for that.

use std::io;

/// The system writes no memory of this program to the disk when it crashes. Programs that it starts can raise the limit again.
///
/// # Errors
/// When the system does not let the limit be lowered.
pub fn turn_off() -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = Rlimit {
            current: Some(0),
            ..getrlimit(Resource::Core)
        };
        setrlimit(Resource::Core, limit)?;
    }
    Ok(())
}

/// On Linux also keeps other programs of the same user from reading this one's memory, as a debugger does. Not for a program with
/// windows: the desktop's portals look into the programs that ask them for something, and refuse those that they can't look into.
/// A debugger that started the program keeps its hold on it.
///
/// # Errors
/// When the system does not allow it.
pub fn close_memory() -> io::Result<()> {
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}
