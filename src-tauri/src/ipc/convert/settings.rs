//! The listener's choices between the settings file's types and the page's, which may differ one day.

use crate::ipc::view::{Notifications, RedirectChoice, Theme};

/// Both directions between enums that have the same variants today.
macro_rules! convert {
    ($ours:ty, $pages:ty: $($name:ident)*) => {
        impl From<$ours> for $pages {
            fn from(value: $ours) -> Self {
                match value {
                    $(<$ours>::$name => Self::$name,)*
                }
            }
        }

        impl From<$pages> for $ours {
            fn from(value: $pages) -> Self {
                match value {
                    $(<$pages>::$name => Self::$name,)*
                }
            }
        }
    };
}
convert!(host::Theme, Theme: System Dark Light);
convert!(host::RedirectChoice, RedirectChoice: DeepLink Loopback);

impl From<host::Notifications> for Notifications {
    fn from(chosen: host::Notifications) -> Self {
        let host::Notifications {
            sign_in,
            gaps,
            week,
            milestones,
        } = chosen;
        Self {
            sign_in,
            gaps,
            week,
            milestones,
        }
    }
}

impl From<Notifications> for host::Notifications {
    fn from(chosen: Notifications) -> Self {
        let Notifications {
            sign_in,
            gaps,
            week,
            milestones,
        } = chosen;
        Self {
            sign_in,
            gaps,
            week,
            milestones,
        }
    }
}
