//! The quick view beside the window: the driver sees one of the two at a time.

use serde_json::json;

use crate::failure::Outcome;
use crate::testbed::Testbed;
use crate::wait::until;
use crate::window::Window;

/// The title of the quick view.
pub const QUICK_VIEW: &str = "Tonearm quick view";

const PAGE: &str = "/quick-view.html";

impl Testbed {
    /// Clicks on the tray's icon and waits for the quick view.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn click_tray(&self, x: i32, y: i32) -> Outcome {
        self.tray().click(x, y).await?;
        until("the quick view is open", async || self.shows(QUICK_VIEW)).await
    }

    /// Waits until the quick view is gone.
    ///
    /// # Errors
    /// When it stays.
    pub async fn lacks_quick_view(&self) -> Outcome {
        until("the quick view is gone", async || !self.shows(QUICK_VIEW)).await
    }
}

impl Window<'_> {
    /// Opens the quick view by a click on the tray's icon, and looks at it from now on.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open_quick_view(&self) -> Outcome {
        self.testbed.click_tray(1200, 5).await?;
        self.look_at_quick_view().await?;
        self.find("button", "Open Tonearm").await.map(drop)
    }

    /// Looks at the quick view, which is open.
    ///
    /// # Errors
    /// When it is not.
    pub async fn look_at_quick_view(&self) -> Outcome {
        self.look_at("quick view", |path| path == PAGE).await
    }

    /// Looks at the window again; the quick view may be open or not.
    ///
    /// # Errors
    /// When there is no window.
    pub async fn look_at_window(&self) -> Outcome {
        self.look_at("window", |path| path != PAGE).await
    }

    /// Whether it is the quick view that is looked at, and it is still there.
    pub async fn is_quick_view(&self) -> bool {
        let path = self.execute("return location.pathname", vec![]).await;
        path.is_ok_and(|path| path == json!(PAGE))
    }

    async fn look_at(&self, name: &str, is_it: impl Fn(&str) -> bool) -> Outcome {
        self.wait(&format!("there is a {name}"), async || {
            for window in self.client.windows().await? {
                self.client.switch_to_window(window).await?;
                let path = self.execute("return location.pathname", vec![]).await?;
                if path.as_str().is_some_and(&is_it) {
                    return Ok(Some(()));
                }
            }
            Ok(None)
        })
        .await
    }
}
