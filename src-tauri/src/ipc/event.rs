//! Every event that Tonearm sends to the window. Events are past tense and carry what the page shows next;
//! `notify` sends them.

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::Event;

use super::{
    error::UiError,
    view::{genres::Learning, import::ImportStatus, machines::OtherMachines, page::Page, status::Status},
};

/// Something about the connection to Spotify changed; this is the new status.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct StatusChanged(pub Status);

/// New plays were recorded.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type, Event)]
pub(crate) struct PlaysRecorded {
    /// At least one.
    pub count: u32,
}

/// The archive changed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type, Event)]
pub(crate) struct ArchiveChanged;

/// An import advanced, ended, or was dismissed.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct ImportChanged(pub Option<ImportStatus>);

/// Looking up genres advanced, or the listener decided something about it.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct LearningChanged(pub Learning);

/// It stands differently with the listener's other machines.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct MachinesChanged {
    pub machines: OtherMachines,
    /// Whether an exchange has changed the archive.
    pub brought: bool,
}

/// Files are dragged over the window, or were dropped on it.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct FilesDragged {
    /// They are over it now.
    pub over: bool,
    /// The number of this choice, once they were dropped.
    pub dropped: Option<u32>,
}

/// The system handed something over: the page takes it with `takeHandedOver`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type, Event)]
pub(crate) struct SomethingHandedOver;

/// The window should show this page.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct PageAsked(pub Page);

/// A playlist is being saved.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type, Event)]
pub(crate) struct PlaylistProgress {
    /// How many tracks are in it.
    pub saved: u32,
    /// How many there will be.
    pub of: u32,
}

/// Something happened to the sign-in under way that does not end it.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct SignInNotice(pub UiError);
