//! Every state that a screen or dialog can be in: its name, and how to get there.
//! States are in groups. A group has a testbed and a window of its own; a state may build on those before it.

mod archive;
mod errors;
mod explore;
mod genres;
mod histories;
mod keeping;
mod listeners;
mod lists;
mod machines;
mod quick_view;
mod recount;
mod welcome;

use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::pin::Pin;

use crate::failure::Outcome;
use crate::keys::{CONTROL, ESCAPE};
use crate::testbed::{Builder, Testbed};
use crate::window::Window;

/// One state of the window.
struct State {
    /// Fit for a file name.
    name: &'static str,
    steps: Steps,
}

/// States that follow one another in one window.
pub struct Group {
    /// Its name, for those who ask for one group.
    pub name: &'static str,
    configure: fn(Builder) -> Builder,
    /// What is done before the application starts.
    prepare: fn(&Testbed) -> Outcome,
    /// What leads to the first state.
    opening: Steps,
    sizes: &'static [Size],
    states: Vec<State>,
}

/// A theme and a size of the window.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// `dark` or `light`.
    theme: &'static str,
    size: Size,
}

/// Width and height of a window in CSS pixels.
type Size = (u32, u32);

const USUAL: Size = (1280, 820);
const SMALL: Size = (900, 600);
const LARGE: Size = (1920, 1080);

/// The sizes for most states.
const SIZES: &[Size] = &[USUAL, SMALL];

/// What the steps to a state work with.
struct Context<'a> {
    testbed: &'a Testbed,
    app: &'a Window<'a>,
    /// What must not be dropped while a state lasts.
    kept: RefCell<Option<Box<dyn Any>>>,
}

/// The steps that lead to a state, once all dialogs are closed and Spotify works again.
type Steps = for<'a> fn(&'a Context<'a>) -> Pin<Box<dyn Future<Output = Outcome> + 'a>>;

/// All groups.
#[must_use]
pub fn groups() -> Vec<Group> {
    vec![
        welcome::group(),
        lists::group(),
        errors::group(),
        errors::pause(),
        errors::quota(),
        listeners::newcomer(),
        listeners::sample(),
        listeners::no_keychain(),
        archive::group(),
        archive::gaps(),
        archive::damage(),
        archive::unopened(),
        machines::group(),
        keeping::backups(),
        keeping::missing(),
        keeping::altered(),
        quick_view::nothing(),
        quick_view::listening(),
        quick_view::unopened(),
        recount::many(),
        recount::one(),
        explore::full(),
        explore::pages(),
        genres::question(),
        genres::known(),
        histories::sparse(),
        histories::one_day(),
        histories::none(),
        histories::gaps(),
        histories::hidden(),
        histories::recorded(),
    ]
}

/// The names of all pictures, as [`Group::visit`] gives them.
#[must_use]
pub fn names() -> Vec<String> {
    let mut names = Vec::new();
    for group in groups() {
        for state in &group.states {
            names.extend(group.looks().map(|look| state.picture(look)));
        }
    }
    names
}

impl State {
    /// What its picture in one look is called.
    fn picture(&self, look: Look) -> String {
        format!("{}-{look}", self.name)
    }
}

impl Group {
    /// Every size in both themes.
    fn looks(&self) -> impl Iterator<Item = Look> {
        self.sizes
            .iter()
            .flat_map(|&size| ["dark", "light"].map(|theme| Look { theme, size }))
    }

    /// Goes to each state and calls `inspect` in every look, with a name such as `top-tracks-dark-1280`.
    /// Returns a message for each state that was not reached or not inspected; such a state does not stop the others.
    ///
    /// # Errors
    /// When the group cannot begin.
    pub async fn visit(&self, mut inspect: impl AsyncFnMut(&Window<'_>, &str) -> Outcome) -> Outcome<Vec<String>> {
        let testbed = (self.configure)(Testbed::builder()?).build().await?;
        (self.prepare)(&testbed)?;
        let app = testbed.open().await?;
        let context = Context {
            testbed: &testbed,
            app: &app,
            kept: RefCell::default(),
        };
        (self.opening)(&context).await?;
        let mut failures = Vec::new();
        for state in &self.states {
            if let Err(failure) = context.visit(state, self.looks(), &mut inspect).await {
                failures.push(format!("{}: {failure}", state.name));
            }
        }
        Ok(failures)
    }
}

impl Context<'_> {
    async fn visit(
        &self,
        state: &State,
        looks: impl Iterator<Item = Look>,
        inspect: &mut impl AsyncFnMut(&Window<'_>, &str) -> Outcome,
    ) -> Outcome {
        self.reset().await?;
        (state.steps)(self).await?;
        for look in looks {
            self.app.set_look(look).await?;
            inspect(self.app, &state.picture(look)).await?;
        }
        Ok(())
    }

    /// Keeps something alive until the next state.
    fn keep(&self, what: impl Any) {
        self.kept.replace(Some(Box::new(what)));
    }

    /// Ends Spotify's faults, closes all dialogs and scrolls to the top.
    async fn reset(&self) -> Outcome {
        if self.app.is_quick_view().await {
            // The answer may be lost with the window.
            let _ = self.app.call("close_quick_view", serde_json::json!({})).await;
            self.app.look_at_window().await?;
            self.testbed.lacks_quick_view().await?;
        }
        drop(self.kept.take());
        self.testbed.spotify().clear_faults();
        self.testbed.spotify().resume().await?;
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
            .execute(
                "onresize = null; document.querySelector('main')?.scrollTo(0, 0)",
                vec![],
            )
            .await
            .map(drop)
    }
}

impl Window<'_> {
    /// Sets theme and size, on any screen.
    async fn set_look(&self, look: Look) -> Outcome {
        let (width, height) = look.size;
        let theme = serde_json::json!({ "theme": look.theme });
        // The quick view has one size, and may not choose the theme.
        if self.is_quick_view().await {
            self.look_at_window().await?;
            self.call("set_theme", theme).await?;
            self.look_at_quick_view().await?;
        } else {
            self.resize(width, height).await?;
            self.call("set_theme", theme).await?;
        }
        self.wait(&format!("the theme is {}", look.theme), async || {
            let theme = self
                .execute("return document.documentElement.dataset.theme", vec![])
                .await?;
            Ok((theme == look.theme).then_some(()))
        })
        .await
    }
}

impl fmt::Display for Look {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.theme, self.size.0)
    }
}

fn state(name: &'static str, steps: Steps) -> State {
    State { name, steps }
}
