//! The part of the walkthrough with a life on disk: undoing an import, Explore, pages and a poster.

use super::{Step, Walkthrough};
use crate::downloads::days;
use crate::failure::{Failure, Outcome};
use crate::keys::{LEFT, SHIFT};
use crate::listener::{import, undo};

/// By so many months the range is shortened: what is left are the first years.
const MONTHS_SHORTER: usize = 84;

impl<T: FnMut(Step)> Walkthrough<'_, T> {
    pub(super) async fn explore(&mut self) -> Outcome {
        let outcome = self.second_import().await;
        self.finish("import-undone", outcome).await?;
        let outcome = self.whole_life().await;
        self.finish("explore", outcome).await?;
        let outcome = self.range().await;
        self.finish("explore-range", outcome).await?;
        let artist = self.filter().await;
        let outcome = artist
            .as_ref()
            .map(drop)
            .map_err(|failure| Failure::new(failure.to_string()));
        self.finish("explore-artist", outcome).await?;
        let artist = artist?;
        let outcome = self.artist_page(&artist).await;
        self.finish("artist-page", outcome).await?;
        let outcome = self.copied().await;
        self.finish("poster-copied", outcome).await?;
        let seen = self
            .poster()
            .await
            .map_err(|failure| Failure::new(format!("poster: {failure}")))?;
        (self.report)(Step { name: "poster", seen });
        let outcome = self.genre_page().await;
        self.finish("genre-page", outcome).await
    }

    /// Imports two days that are somebody else's, and takes them back.
    async fn second_import(&self) -> Outcome {
        self.window.press("button", "Done").await?;
        let export = self.testbed.export("somebody-elses", &days(2))?;
        import(self.testbed, &self.window, &export).await?;
        undo(self.testbed, &self.window).await
    }

    async fn whole_life(&self) -> Outcome {
        self.window.press("link", "Explore").await?;
        self.window.find("heading", "Who, over time").await?;
        self.window.list("Top tracks").await.map(drop)
    }

    /// Moves the brush, by the keys that do so.
    async fn range(&self) -> Outcome {
        let whole = self.headline().await?;
        let shorter = format!("{SHIFT}{}{SHIFT}", LEFT.repeat(MONTHS_SHORTER));
        self.window.types(&shorter).await?;
        self.changed_from(&whole).await?;
        self.window.list("Top tracks").await.map(drop)
    }

    /// Leaves nothing but the artist with the most plays in the range. Returns the name.
    async fn filter(&self) -> Outcome<String> {
        self.window.press("tab", "Artists").await?;
        let first = self.window.list("Top artists").await?.into_iter().next();
        let row = first.ok_or_else(|| Failure::new("nobody is ranked"))?;
        let name = row.lines().nth(1).unwrap_or_default().to_owned();
        let whole = self.headline().await?;
        self.window.press("button", &format!("Filter by {name}")).await?;
        self.changed_from(&whole).await?;
        Ok(name)
    }

    async fn artist_page(&self, name: &str) -> Outcome {
        let list = self.window.find("list", "Top artists").await?;
        self.window.press_in(&list, "link", name).await?;
        self.window.find("heading", &format!("Artist: {name}")).await?;
        self.window.find("heading", "Most played").await.map(drop)
    }

    async fn copied(&self) -> Outcome {
        self.window.press("button", "Copy picture").await?;
        // A debug build takes its time to draw it.
        self.window.lacks("button", "Copying").await?;
        self.window.sees("The poster is on the clipboard").await
    }

    /// Saves the artist's poster beside the pictures. Returns its path.
    async fn poster(&self) -> Outcome<String> {
        let file = std::path::absolute(self.pictures.join("poster.png"))?;
        self.window.press("button", "Save as poster").await?;
        self.window.press("button", "Portrait, 1080 × 1350").await?;
        self.testbed.save_poster_as(&file).await?;
        self.window.sees("The poster is saved as").await?;
        Ok(file.display().to_string())
    }

    async fn genre_page(&self) -> Outcome {
        let to_genres = "location.hash = '#/explore?list=genres'";
        self.window.execute(to_genres, vec![]).await?;
        let first = self.window.list("Top genres").await?.into_iter().next();
        let name = first
            .as_deref()
            .and_then(|row| row.lines().nth(1))
            .unwrap_or_default()
            .to_owned();
        let list = self.window.find("list", "Top genres").await?;
        self.window.press_in(&list, "link", &name).await?;
        self.window.find("heading", "Plays by").await.map(drop)
    }

    /// What Explore's headline counts.
    async fn headline(&self) -> Outcome<String> {
        let heading = self.window.find("heading", "Explore").await?;
        self.window.text_of(&heading).await
    }

    async fn changed_from(&self, before: &str) -> Outcome {
        self.window
            .wait("the headline counts something else", async || {
                Ok(Some(self.headline().await?).filter(|now| now != before).map(drop))
            })
            .await
    }
}
