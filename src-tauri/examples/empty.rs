//! An empty Tauri window, or with the argument `tray` a tray app without a window. `cargo xtask bench` compares Tonearm with
//! both. Prints `ready` once the page, or the tray, is there. The icon is of the same kind as Tonearm's: on Linux not Tauri's own.

use tauri::{
    WebviewUrl, WebviewWindowBuilder,
    http::{HeaderValue, Response, header::CONTENT_TYPE},
    image::Image,
    webview::PageLoadEvent,
};

#[expect(clippy::print_stdout, reason = "the benchmark reads it")]
fn ready() {
    println!("ready");
}

#[cfg(not(target_os = "linux"))]
fn show_icon(app: &tauri::App, icon: Image<'_>) -> Result<(), Box<dyn std::error::Error>> {
    tauri::tray::TrayIconBuilder::new().icon(icon).build(app)?;
    Ok(())
}

#[cfg(target_os = "linux")]
fn show_icon(_: &tauri::App, icon: Image<'_>) -> Result<(), Box<dyn std::error::Error>> {
    use ksni::TrayMethods as _;

    struct Empty(ksni::Icon);

    impl ksni::Tray for Empty {
        fn id(&self) -> String {
            "empty".to_owned()
        }

        fn icon_pixmap(&self) -> Vec<ksni::Icon> {
            vec![self.0.clone()]
        }
    }

    let side = |pixels: u32| i32::try_from(pixels).unwrap_or_default();
    let empty = Empty(ksni::Icon {
        width: side(icon.width()),
        height: side(icon.height()),
        data: icon.rgba().to_vec(),
    });
    let start = empty.disable_dbus_name(true).assume_sni_available(true).spawn();
    // The icon stays without its handle.
    tauri::async_runtime::block_on(start)?;
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tray = std::env::args().any(|argument| argument == "tray");
    let blank = WebviewUrl::CustomProtocol("blank://localhost/".parse()?);
    tauri::Builder::default()
        .register_uri_scheme_protocol("blank", |_, _| {
            let page = b"<!doctype html><title>Empty</title>".to_vec();
            let mut response = Response::new(page);
            response
                .headers_mut()
                .insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
            response
        })
        .setup(move |app| {
            if tray {
                show_icon(app, Image::from_bytes(include_bytes!("../../icons/tray.png"))?)?;
                ready();
            } else {
                WebviewWindowBuilder::new(app, "empty", blank)
                    .title("Empty")
                    .inner_size(1280.0, 820.0)
                    .on_page_load(|_, load| {
                        if load.event() == PageLoadEvent::Finished {
                            ready();
                        }
                    })
                    .build()?;
            }
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(|_, event| {
            if let tauri::RunEvent::ExitRequested { code: None, api, .. } = event {
                api.prevent_exit();
            }
        });
    Ok(())
}
