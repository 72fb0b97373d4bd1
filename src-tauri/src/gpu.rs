//! Whether there is a GPU to draw with, on Linux. WebKitGTK composes a page's layers by OpenGL: without a GPU that is
//! emulated, for every frame and on every core, and takes longer than drawing the page itself.

use std::path::Path;

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Without a GPU, has WebKit draw without layers.
pub(crate) fn do_without_if_missing(window: &WebviewWindow) {
    if !is_missing() {
        return;
    }
    log::info!("no GPU: the page is drawn without one");
    let set = window.with_webview(|webview| match WebViewExt::settings(&webview.inner()) {
        Some(settings) => settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never),
        None => log::warn!("the page has no settings and may be drawn slowly"),
    });
    if let Err(error) = set {
        log::warn!("the page may be drawn slowly: {error}");
    }
}

/// Whether WebKit is told to draw without layers.
pub(crate) fn is_missing() -> bool {
    !has_gpu(Path::new("/dev"))
}

/// `dev` is the folder of devices. A GPU is there as one of the kernel's own drivers, as NVIDIA's, or as the one that
/// Windows gives to the Linux inside it.
fn has_gpu(dev: &Path) -> bool {
    let renders = dev.join("dri").read_dir().is_ok_and(|devices| {
        devices
            .flatten()
            .any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
    });
    renders || ["nvidia0", "dxg"].iter().any(|device| dev.join(device).exists())
}

#[cfg(test)]
mod tests {
    use std::fs::{create_dir, write};

    use super::*;

    #[test]
    fn a_gpu_is_known_by_its_device() {
        for device in ["dri/renderD128", "nvidia0", "dxg"] {
            let dev = tempfile::tempdir().unwrap();
            create_dir(dev.path().join("dri")).unwrap();
            assert!(!has_gpu(dev.path()));

            write(dev.path().join(device), "").unwrap();

            assert!(has_gpu(dev.path()), "{device}");
        }
    }

    #[test]
    fn a_card_that_only_shows_pictures_is_no_gpu() {
        let dev = tempfile::tempdir().unwrap();
        assert!(!has_gpu(dev.path()), "without the folder");

        create_dir(dev.path().join("dri")).unwrap();
        write(dev.path().join("dri/card0"), "").unwrap();

        assert!(!has_gpu(dev.path()));
    }
}
