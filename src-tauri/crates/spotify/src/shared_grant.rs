//! The place where the grant is kept between runs. The app and the command line keep the same one there, so that either may have
//! replaced it since the other looked.

use std::any::Any;

use crate::grant::Grant;

/// Where the grant is kept between runs. Both methods may block, for example on a keychain: they are called where that is allowed.
pub trait SharedGrant: Send + Sync {
    /// The grant that is kept now, if there is one and it can be read.
    fn read(&self) -> Option<Grant>;
    /// Waits until no other program exchanges the grant's token. None does until the returned value is dropped.
    fn turn(&self) -> Box<dyn Any + Send>;
}

/// No other program knows the grant.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unshared;

impl SharedGrant for Unshared {
    fn read(&self) -> Option<Grant> {
        None
    }

    fn turn(&self) -> Box<dyn Any + Send> {
        Box::new(())
    }
}
