//! The extended streaming history: the zip that Spotify sends today.
//! Rows are collected until a file is full, because a file's name contains the years of its rows.

use std::{io, path::Path};

use crate::{
    catalogue::Catalogue,
    file::{Zip, write_array},
    json::Layout,
    play::Play,
    timestamp::year,
    wording::{self, Buffers, Generation},
};

/// Spotify begins a new file after about so many rows, 10 to 13 MB.
pub(crate) const ROWS_A_FILE: usize = 16_000;
pub(crate) const FOLDER: &str = "Spotify Extended Streaming History";

/// One row to be written.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    pub(crate) play: Play,
    /// Gives `skipped` another value than the row before it.
    pub(crate) flip_skipped: bool,
}

/// An export in progress.
pub(crate) struct ExtendedZip<'a> {
    catalogue: &'a Catalogue,
    zip: Zip,
    audio: Vec<Line>,
    video: Vec<Line>,
    audio_files: usize,
    video_files: usize,
}

impl<'a> ExtendedZip<'a> {
    pub(crate) fn create(catalogue: &'a Catalogue, path: &Path) -> io::Result<Self> {
        let mut zip = Zip::create(path)?;
        let name = format!("{FOLDER}/ReadMeFirst_ExtendedStreamingHistory.pdf");
        io::Write::write_all(zip.begin(&name)?, READ_ME_FIRST)?;
        Ok(Self {
            catalogue,
            zip,
            audio: Vec::with_capacity(ROWS_A_FILE),
            video: Vec::new(),
            audio_files: 0,
            video_files: 0,
        })
    }

    pub(crate) fn add(&mut self, line: Line) -> io::Result<()> {
        let lines = if line.play.is_video {
            &mut self.video
        } else {
            &mut self.audio
        };
        lines.push(line);
        if self.audio.len() == ROWS_A_FILE {
            self.write_audio()?;
        }
        if self.video.len() == ROWS_A_FILE {
            self.write_video()?;
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        if !self.audio.is_empty() {
            self.write_audio()?;
        }
        if !self.video.is_empty() {
            self.write_video()?;
        }
        self.zip.finish()
    }

    fn write_audio(&mut self) -> io::Result<()> {
        let name = format!("Audio_{}_{}", years(&self.audio), self.audio_files);
        self.audio_files += 1;
        write(&mut self.zip, self.catalogue, &name, &mut self.audio)
    }

    fn write_video(&mut self) -> io::Result<()> {
        let name = match self.video_files {
            0 => format!("Video_{}", years(&self.video)),
            number => format!("Video_{}_{number}", years(&self.video)),
        };
        self.video_files += 1;
        write(&mut self.zip, self.catalogue, &name, &mut self.video)
    }
}

fn write(zip: &mut Zip, catalogue: &Catalogue, name: &str, lines: &mut Vec<Line>) -> io::Result<()> {
    let mut buffers = Buffers::default();
    let into = zip.begin(&format!("{FOLDER}/Streaming_History_{name}.json"))?;
    write_array(into, Layout::Lines, lines, |line, into| {
        wording::write(
            catalogue,
            &line.play,
            line.flip_skipped,
            Generation::Newer,
            &mut buffers,
            into,
        );
    })?;
    lines.clear();
    Ok(())
}

fn years(lines: &[Line]) -> String {
    let good = || {
        let good = lines.iter().filter(|line| line.play.flaw.is_none());
        good.map(|line| line.play.end_secs)
    };
    let first = year(good().min().unwrap_or_default());
    let last = year(good().max().unwrap_or_default());
    span(first, last)
}

/// The years of a file's rows as its name gives them: `2013-2015`, or `2024` where all rows are of one year.
pub(crate) fn span(first: i32, last: i32) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}-{last}")
    }
}

/// Small, but a PDF.
const READ_ME_FIRST: &[u8] = b"%PDF-1.4\n\
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1\
/BaseFont/Helvetica>>>>>>>>endobj\n\
4 0 obj<</Length 52>>stream\n\
BT /F 12 Tf 20 50 Td (An invented listener's life.) Tj ET\n\
endstream endobj\n\
trailer<</Root 1 0 R>>\n%%EOF\n";
