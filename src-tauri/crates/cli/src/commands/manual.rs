//! `completions` and `man`: the commands described for a shell and for `man`.

use std::io;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::{
    answer::Answer,
    arguments::Cli,
    failure::Failure,
    help::{ENVIRONMENT, EXIT_CODES},
};

pub(super) fn completions(shell: Shell) -> Answer {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "tonearm-cli", &mut text);
    Answer::text(String::from_utf8_lossy(&text))
}

/// One page for everything: a section for each command, its own commands included.
pub(super) fn page() -> Result<Answer, Failure> {
    let mut text = Vec::new();
    render(&mut text).map_err(|error| Failure::output(&error))?;
    Ok(Answer::text(String::from_utf8_lossy(&text)))
}

fn render(text: &mut Vec<u8>) -> io::Result<()> {
    let mut whole = Cli::command().after_long_help(None::<&str>);
    whole.build();
    let man = Man::new(whole.clone());
    man.render_title(text)?;
    man.render_name_section(text)?;
    man.render_synopsis_section(text)?;
    man.render_description_section(text)?;
    man.render_options_section(text)?;
    text.extend(b".SH COMMANDS\n");
    for command in whole.get_subcommands().filter(|command| command.get_name() != "help") {
        section(text, command, command.get_name())?;
    }
    list(text, "EXIT STATUS", EXIT_CODES);
    list(text, "ENVIRONMENT", ENVIRONMENT);
    text.extend(b".SH FILES\n");
    text.extend(
        b"The data folder holds the archive (\\fBarchive.db\\fR), its backups (\\fBbackups\\fR) and what this program \
        remembers of Spotify (\\fBcli.json\\fR). A sign\\-in is in the system's keychain and in no file.\n",
    );
    text.extend(
        b".SH EXAMPLES\n.nf\ntonearm\\-cli import my_spotify_data.zip\ntonearm\\-cli top artists \\-\\-from 2024 \\-\\-to 2024 \\-\\-by time\n\
        tonearm\\-cli explore \\-\\-weekday sat,sun \\-\\-hour 22\\-2 \\-\\-not\\-artist Bicep\n\
        tonearm\\-cli summary \\-\\-json\n.fi\n",
    );
    Ok(())
}

fn section(text: &mut Vec<u8>, command: &clap::Command, name: &str) -> io::Result<()> {
    let inner: Vec<_> = command
        .get_subcommands()
        .filter(|inner| inner.get_name() != "help")
        .collect();
    if !inner.is_empty() {
        return inner
            .into_iter()
            .try_for_each(|inner| section(text, inner, &format!("{name} {}", inner.get_name())));
    }
    text.extend(format!(".SS {}\n", escaped(name)).bytes());
    // The options of every command are described above.
    let own = command.clone().mut_args(|argument| {
        let global = argument.is_global_set() || argument.get_id() == "help";
        argument.hide(global)
    });
    let man = Man::new(own);
    let mut body = Vec::new();
    man.render_synopsis_section(&mut body)?;
    man.render_description_section(&mut body)?;
    if command
        .get_arguments()
        .any(|argument| !argument.is_global_set() && argument.get_id() != "help")
    {
        man.render_options_section(&mut body)?;
    }
    for line in String::from_utf8_lossy(&body).lines() {
        let line = if line.starts_with(".SH") { ".PP" } else { line };
        text.extend(format!("{line}\n").bytes());
    }
    Ok(())
}

fn list(text: &mut Vec<u8>, title: &str, rows: &[(&str, &str)]) {
    text.extend(format!(".SH {title}\n").bytes());
    for (name, what) in rows {
        text.extend(format!(".TP\n\\fB{}\\fR\n{}\n", escaped(name), escaped(what)).bytes());
    }
}

fn escaped(text: &str) -> String {
    text.replace('-', "\\-")
}
