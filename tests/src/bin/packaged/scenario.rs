//! What happens to a package, in the order in which a listener has it happen.

use std::path::{Path, PathBuf};
use std::process::Command;

use tonearm_tests::archive::play_count;
use tonearm_tests::browser::Intent;
use tonearm_tests::downloads::{days, days_until, friday};
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::listener::enter_client_id;
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;
use tonearm_tests::window::Window;

/// Starts the application as a desktop's menu does.
const MENU: [&str; 2] = ["gtk-launch", "tonearm"];

/// How often the usual time is waited for the sample's history.
const HISTORY_WAITS: usize = 6;

/// The sample has more plays than this; without its history it has not even a hundred.
const SAMPLE_PLAYS: u64 = 50_000;

/// How many tracks Explore ranks.
const RANKED: usize = 50;

/// A bare system, and a desktop on which its programs run.
pub(super) struct Scenario {
    testbed: Testbed,
    root: PathBuf,
    pictures: PathBuf,
}

impl Scenario {
    pub(super) async fn new(root: &str, pictures: &str) -> Outcome<Self> {
        Ok(Self {
            testbed: Testbed::new().await?,
            root: root.into(),
            pictures: pictures.into(),
        })
    }

    /// From the older package to a system without any.
    pub(super) async fn deb(self, older: &str, newer: &str) -> Outcome {
        self.install(older)?;
        let first = self.version()?;
        self.look_around("older").await?;
        self.sign_in_by_a_link_while_nothing_runs("older").await?;
        self.open_with("older").await?;

        self.install(newer)?;
        let second = self.version()?;
        if first == second {
            return Err(Failure::new(format!("{second} was installed over itself")));
        }
        println!("ok  upgraded from {first} to {second}");
        self.everything_is_still_there().await?;
        self.command_line().await?;
        self.remove().await
    }

    /// A program that was put in place by another way than apt.
    pub(super) async fn unpacked(self) -> Outcome {
        self.look_around("unpacked").await?;
        self.sign_in_by_a_link_while_nothing_runs("unpacked").await?;
        self.open_with("unpacked").await?;
        self.command_line().await
    }

    /// From the menu to the sample's Explore.
    async fn look_around(&self, of: &str) -> Outcome {
        let app = self.start(&MENU).await?;
        app.sees("Drop the needle").await?;
        self.picture(&app, of, "1-first-start").await?;
        app.press("button", "Try the sample").await?;
        app.list("Top tracks").await?;
        app.press("link", "Explore").await?;
        // Its history follows in the background, and takes its time on a busy machine.
        let mut plays = 0;
        for _ in 0..HISTORY_WAITS {
            let come = until("the sample's history has come", async || {
                plays = explored(&app).await.unwrap_or_default();
                plays > SAMPLE_PLAYS
            });
            if come.await.is_ok() {
                break;
            }
        }
        if plays <= SAMPLE_PLAYS {
            return Err(Failure::new(format!(
                "the sample has {plays} plays, and its history never came"
            )));
        }
        let ranked = app.list("Top tracks").await?.len();
        if ranked != RANKED {
            return Err(Failure::new(format!("Explore ranks {ranked} tracks, and not {RANKED}")));
        }
        self.picture(&app, of, "2-explore-of-the-sample").await?;
        app.quit().await?;
        println!("ok  started from the menu, and looked around");
        Ok(())
    }

    /// The listener quits while the browser shows the consent page, and agrees afterwards.
    async fn sign_in_by_a_link_while_nothing_runs(&self, of: &str) -> Outcome {
        let browser = self.testbed.browser();
        browser.will(Intent::Hold)?;
        let app = self.start(&MENU).await?;
        enter_client_id(&app).await?;
        app.press("button", "Sign in").await?;
        until("the browser shows the consent page", async || {
            !browser.visits().unwrap_or_default().is_empty()
        })
        .await?;
        app.quit().await?;

        browser.will(Intent::Agree)?;
        let page = browser.visits()?.remove(0).opened;
        let program = self.testbed.browser_program().display().to_string();
        let app = self.start(&[&program, &page]).await?;
        app.sees("Robin Ashdown").await?;
        app.list("Top tracks").await?;
        self.picture(&app, of, "3-signed-in-by-a-link").await?;
        let returned_to = browser.visits()?.pop().and_then(|visit| visit.returned_to);
        if !returned_to.is_some_and(|to| to.starts_with("tonearm://callback?")) {
            return Err(Failure::new("the browser opened no tonearm: link"));
        }
        if self.own_handler().exists() {
            return Err(Failure::new("the app put a handler of its own before the package's"));
        }
        app.quit().await?;
        println!("ok  signed in by a link that the system opened while nothing ran");
        Ok(())
    }

    /// "Open with Tonearm" in a file manager, first while it does not run and then while it does.
    async fn open_with(&self, of: &str) -> Outcome {
        // What file managers go by. The system's tools write it when a package comes.
        let known = self.run(&["cat", "/usr/share/applications/mimeinfo.cache"]).await?;
        let of_zips = known.lines().find(|line| line.starts_with("application/zip="));
        if !of_zips.is_some_and(|programs| programs.contains("tonearm.desktop")) {
            return Err(Failure::new(format!("a zip can't be opened with Tonearm: {of_zips:?}")));
        }
        let [first, second] = [
            self.testbed.export("first", &days(2))?,
            self.testbed.export(
                "sec ond & third",
                &days_until(friday() - chrono::TimeDelta::days(30), 3),
            )?,
        ];
        let before = play_count(&self.testbed)?;
        let app = self.start(&[MENU[0], MENU[1], &first.display().to_string()]).await?;
        app.sees("Every row").await?;
        self.picture(&app, of, "4-opened-with-tonearm").await?;
        app.press("button", "Done").await?;
        self.run(&[MENU[0], MENU[1], &second.display().to_string()]).await?;
        app.sees("Every row").await?;
        let plays = play_count(&self.testbed)? - before;
        // What was just played may have been recorded meanwhile.
        if plays < 8 + 12 {
            return Err(Failure::new(format!("{plays} plays were imported, and not 20")));
        }
        app.quit().await?;
        println!("ok  opened two exports with Tonearm");
        Ok(())
    }

    /// After an upgrade.
    async fn everything_is_still_there(&self) -> Outcome {
        let plays = play_count(&self.testbed)?;
        let app = self.start(&MENU).await?;
        app.sees("Robin Ashdown").await?;
        app.list("Top tracks").await?;
        app.press("link", "Library").await?;
        app.list("Sources").await?;
        self.picture(&app, "newer", "1-upgraded").await?;
        app.quit().await?;
        let kept = play_count(&self.testbed)?;
        if kept < plays {
            return Err(Failure::new(format!("of {plays} plays {kept} are left")));
        }
        println!("ok  still signed in after the upgrade, with {kept} plays");
        Ok(())
    }

    /// It answers about the same archive, and the shells know its commands.
    async fn command_line(&self) -> Outcome {
        let summary: serde_json::Value = serde_json::from_str(&self.run(&["tonearm-cli", "summary", "--json"]).await?)?;
        if !summary.is_object() {
            return Err(Failure::new(format!("tonearm-cli says {summary}")));
        }
        let completions = "/usr/share/bash-completion/completions/tonearm-cli";
        let script = format!(". {completions}; complete -p tonearm-cli");
        self.run(&["bash", "-c", &script]).await?;
        println!("ok  tonearm-cli answers about the same archive");
        Ok(())
    }

    /// Removes and purges, and says what stays.
    async fn remove(&self) -> Outcome {
        let files = self.in_root(&["dpkg-query", "--listfiles", "tonearm"])?;
        self.in_root(&["apt-get", "remove", "--yes", "--quiet", "tonearm"])?;
        self.in_root(&["apt-get", "purge", "--yes", "--quiet", "tonearm"])?;
        let inside = |path: &str| self.root.join(path.trim_start_matches('/'));
        let left: Vec<&str> = files.lines().filter(|path| inside(path).is_file()).collect();
        if !left.is_empty() {
            return Err(Failure::new(format!("these files of the package are left: {left:?}")));
        }
        if self.in_root(&["dpkg-query", "--status", "tonearm"]).is_ok() {
            return Err(Failure::new("dpkg still knows the package"));
        }
        if play_count(&self.testbed)? == 0 {
            return Err(Failure::new("the history went with the package"));
        }
        println!("ok  removed and purged; the data folder stays:");
        let mut stays: Vec<_> = std::fs::read_dir(self.testbed.data())?
            .flatten()
            .map(|entry| entry.file_name().display().to_string())
            .collect();
        stays.sort();
        println!("      {}", stays.join(", "));
        Ok(())
    }

    /// Runs a command of the desktop's that starts the application, and waits for its window.
    async fn start(&self, command: &[&str]) -> Outcome<Window<'_>> {
        let command: Vec<String> = command.iter().map(|&word| word.to_owned()).collect();
        self.testbed.open_with(&command, &[]).await
    }

    /// Runs a command inside the root, on the desktop.
    async fn run(&self, command: &[&str]) -> Outcome<String> {
        let program = std::env::var_os("TONEARM_APP").ok_or_else(|| Failure::new("TONEARM_APP is not set"))?;
        self.testbed.run(program, command).await
    }

    async fn picture(&self, app: &Window<'_>, of: &str, name: &str) -> Outcome {
        app.screenshot(&self.pictures.join(format!("{of}-{name}.png"))).await
    }

    fn install(&self, package: &str) -> Outcome {
        self.in_root(&["apt-get", "install", "--yes", "--quiet", package])
            .map(drop)
    }

    fn version(&self) -> Outcome<String> {
        self.in_root(&["dpkg-query", "--show", "--showformat=${Version}", "tonearm"])
    }

    /// Runs a command inside the root, as the system's administrator does.
    fn in_root(&self, command: &[&str]) -> Outcome<String> {
        let output = Command::new("chroot")
            .arg(&self.root)
            .args(command)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .env("LC_ALL", "C.UTF-8")
            .output()?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        Err(Failure::new(format!("{command:?}: {}: {errors}", output.status)))
    }

    /// What the deep-link plugin writes where nobody else handles links.
    fn own_handler(&self) -> PathBuf {
        let home = self.testbed.home().map(Path::to_owned).unwrap_or_default();
        home.join(".local/share/applications/tonearm-handler.desktop")
    }
}

/// How many plays Explore's headline counts.
async fn explored(app: &Window<'_>) -> Outcome<u64> {
    let heading = app.text_of(&app.find("heading", "Explore:").await?).await?;
    let digits: String = heading.chars().filter(char::is_ascii_digit).collect();
    digits.parse().map_err(|_| Failure::new(heading))
}
