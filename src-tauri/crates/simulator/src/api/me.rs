//! Who the listener is. In Development Mode only a name and a picture.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::caller::Caller;
use crate::{
    backend::Backend,
    playlist::{ACCOUNT_ID, LISTENER},
};

pub(super) async fn me(State(backend): State<Arc<Backend>>, caller: Caller) -> Json<Value> {
    let renderer = caller.renderer(&backend);
    let mut me = renderer.user(LISTENER);
    me["account_id"] = ACCOUNT_ID.into();
    me["display_name"] = "Robin Ashdown".into();
    me["href"] = renderer.href("/me").into();
    me["images"] = renderer.listener_images();
    if caller.extended {
        me["followers"] = json!({ "href": null, "total": 23 });
        if caller.has("user-read-email") {
            me["email"] = "robin.ashdown@example.com".into();
        }
        if caller.has("user-read-private") {
            me["country"] = "GB".into();
            me["product"] = "premium".into();
            me["explicit_content"] = json!({ "filter_enabled": false, "filter_locked": false });
        }
    }
    Json(me)
}
