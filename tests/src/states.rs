//! Every state that a screen or dialog can be in, by name, and how to get there; for all who want to look at each of them.
//! States come in acts: an act has a stage and a window of its own, a state leaves nothing behind but what its successors expect.

mod archive;
mod explore;
mod lists;
mod lives;
mod others;
mod start;
mod troubles;

use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::pin::Pin;

use crate::failure::Told;
use crate::keys::{CONTROL, ESCAPE};
use crate::stage::{Props, Stage};
use crate::window::Window;

/// One state of the window.
pub struct State {
    /// What to call it, as a file could be called.
    pub name: &'static str,
    reach: Reach,
}

/// States that follow one another in one window.
pub struct Act {
    /// What to call it.
    pub name: &'static str,
    stage: fn(Props) -> Props,
    /// What the application finds when it starts.
    before: fn(&Stage) -> Told,
    /// What comes before the first state.
    overture: Reach,
    sizes: &'static [Size],
    states: Vec<State>,
}

/// A theme and a size that a state is looked at in.
#[derive(Debug, Clone, Copy)]
pub struct Dress {
    /// `dark` or `light`.
    pub theme: &'static str,
    size: Size,
}

/// Width and height of a window in CSS pixels.
type Size = (u32, u32);

const USUAL: Size = (1280, 820);
const SMALL: Size = (900, 600);
const LARGE: Size = (1920, 1080);

/// What most states are looked at in.
const SIZES: &[Size] = &[USUAL, SMALL];

/// Where a state is brought about.
struct Scene<'a> {
    stage: &'a Stage,
    app: &'a Window<'a>,
    /// What has to last for as long as a state is looked at.
    held: RefCell<Option<Box<dyn Any>>>,
}

/// The way to a state, once all dialogs are closed and all trouble at Spotify is over.
type Reach = for<'a> fn(&'a Scene<'a>) -> Pin<Box<dyn Future<Output = Told> + 'a>>;

/// All acts. Those who look at every state play all of them.
#[must_use]
pub fn acts() -> Vec<Act> {
    vec![
        start::act(),
        lists::act(),
        troubles::act(),
        troubles::pause(),
        troubles::quota(),
        others::newcomer(),
        others::sample(),
        others::no_keychain(),
        archive::act(),
        archive::gaps(),
        archive::damage(),
        explore::full(),
        explore::pages(),
        lives::sparse(),
        lives::one_day(),
        lives::none(),
        lives::gaps(),
        lives::hidden(),
        lives::recorded(),
    ]
}

impl Act {
    /// Brings each state about and has it looked at in every dress, under a name such as `top-tracks-dark-1280`.
    /// Gives the story of each state that did not come about or could not be looked at; the others are not held up by it.
    ///
    /// # Errors
    /// When the act cannot begin.
    pub async fn play(&self, mut look: impl AsyncFnMut(&Window<'_>, &str) -> Told) -> Told<Vec<String>> {
        let stage = (self.stage)(Stage::props()?).build().await?;
        (self.before)(&stage)?;
        let app = stage.open().await?;
        let scene = Scene {
            stage: &stage,
            app: &app,
            held: RefCell::default(),
        };
        (self.overture)(&scene).await?;
        let mut failures = Vec::new();
        for state in &self.states {
            if let Err(failure) = scene.show(state, self.sizes, &mut look).await {
                failures.push(format!("{}: {failure}", state.name));
            }
        }
        Ok(failures)
    }
}

impl Scene<'_> {
    async fn show(&self, state: &State, sizes: &[Size], look: &mut impl AsyncFnMut(&Window<'_>, &str) -> Told) -> Told {
        self.clear().await?;
        (state.reach)(self).await?;
        for &size in sizes {
            for theme in ["dark", "light"] {
                let dress = Dress { theme, size };
                self.app.wear(dress).await?;
                look(self.app, &format!("{}-{dress}", state.name)).await?;
            }
        }
        Ok(())
    }

    /// Keeps something until the next state is on its way.
    fn hold(&self, what: impl Any) {
        self.held.replace(Some(Box::new(what)));
    }

    /// No trouble at Spotify, no dialog, and the screen at its top.
    async fn clear(&self) -> Told {
        drop(self.held.take());
        self.stage.spotify().clear_faults();
        self.stage.spotify().resume().await?;
        self.app
            .wait("no dialog is open", async || {
                if !self.app.has("dialog", "").await? {
                    return Ok(Some(()));
                }
                self.app.types(ESCAPE).await?;
                Ok(None)
            })
            .await?;
        self.app
            .ask(
                "onresize = null; document.querySelector('main')?.scrollTo(0, 0)",
                vec![],
            )
            .await
            .map(drop)
    }
}

impl Window<'_> {
    /// Takes on a theme and a size, whatever the screen.
    ///
    /// # Errors
    /// When it does not.
    pub async fn wear(&self, dress: Dress) -> Told {
        let (width, height) = dress.size;
        self.resize(width, height).await?;
        self.call("set_theme", serde_json::json!({ "theme": dress.theme }))
            .await?;
        self.wait(&format!("the theme is {}", dress.theme), async || {
            let worn = self
                .ask("return document.documentElement.dataset.theme", vec![])
                .await?;
            Ok((worn == dress.theme).then_some(()))
        })
        .await
    }
}

impl fmt::Display for Dress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.theme, self.size.0)
    }
}

fn state(name: &'static str, reach: Reach) -> State {
    State { name, reach }
}
