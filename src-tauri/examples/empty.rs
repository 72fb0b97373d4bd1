//! An empty Tauri window, or with the argument `tray` a tray app without a window. `cargo xtask bench` compares Tonearm with
//! both. Prints `ready` once the page, or the tray, is there.

use tauri::{
    WebviewUrl, WebviewWindowBuilder,
    http::{HeaderValue, Response, header::CONTENT_TYPE},
    image::Image,
    tray::TrayIconBuilder,
    webview::PageLoadEvent,
};

#[expect(clippy::print_stdout, reason = "the benchmark reads it")]
fn ready() {
    println!("ready");
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
                let icon = Image::from_bytes(include_bytes!("../../icons/tray.png"))?;
                TrayIconBuilder::new().icon(icon).build(app)?;
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
