//! Extended streaming histories: the zip that Spotify sends today, and the folder it sent until 2022.
//! Rows are gathered by the file, since a file's name tells the years of its rows and older files are in no order.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use super::{
    catalogue::Catalogue,
    file::{Zip, write_array},
    heard::Heard,
    json::Layout,
    telling::year,
    witness::{self, Generation, Words},
};
use crate::Random;

/// Spotify begins a new file after about so many rows, 10 to 13 MB.
pub(super) const ROWS_A_FILE: usize = 16_000;
pub(super) const FOLDER: &str = "Spotify Extended Streaming History";

/// One row to be written.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) heard: Heard,
    /// Says `skipped` otherwise than the row before it.
    pub(super) skipped_again: bool,
}

/// Today's export, under way.
pub(super) struct ExtendedZip<'a> {
    catalogue: &'a Catalogue,
    zip: Zip,
    audio: Vec<Line>,
    video: Vec<Line>,
    audio_files: usize,
    video_files: usize,
}

impl<'a> ExtendedZip<'a> {
    pub(super) fn create(catalogue: &'a Catalogue, path: &Path) -> io::Result<Self> {
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

    pub(super) fn add(&mut self, line: Line) -> io::Result<()> {
        let lines = if line.heard.is_video {
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

    pub(super) fn finish(mut self) -> io::Result<()> {
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
    let mut words = Words::default();
    let into = zip.begin(&format!("{FOLDER}/Streaming_History_{name}.json"))?;
    write_array(into, Layout::Lines, lines, |line, into| {
        witness::write(
            catalogue,
            &line.heard,
            line.skipped_again,
            Generation::Newer,
            &mut words,
            into,
        );
    })?;
    lines.clear();
    Ok(())
}

/// `2013-2015`, or `2024` where all rows are of one year.
fn years(lines: &[Line]) -> String {
    let good = || {
        let good = lines.iter().filter(|line| line.heard.flaw.is_none());
        good.map(|line| line.heard.end_secs)
    };
    let first = year(good().min().unwrap_or_default());
    let last = year(good().max().unwrap_or_default());
    span(first, last)
}

/// How a file's name tells the years of its rows.
pub(super) fn span(first: i32, last: i32) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}-{last}")
    }
}

/// The export of years ago, under way: `MyData/endsong_0.json` and so on.
pub(super) struct OlderFolder<'a> {
    catalogue: &'a Catalogue,
    folder: PathBuf,
    seed: u64,
    lines: Vec<Heard>,
    files: usize,
}

impl<'a> OlderFolder<'a> {
    pub(super) fn create(catalogue: &'a Catalogue, path: &Path, seed: u64) -> io::Result<Self> {
        let folder = path.join("MyData");
        fs::create_dir_all(&folder)?;
        Ok(Self {
            catalogue,
            folder,
            seed,
            lines: Vec::with_capacity(ROWS_A_FILE),
            files: 0,
        })
    }

    pub(super) fn add(&mut self, heard: Heard) -> io::Result<()> {
        self.lines.push(heard);
        if self.lines.len() == ROWS_A_FILE {
            self.write()?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        if self.lines.is_empty() && self.files > 0 {
            return Ok(());
        }
        self.write()
    }

    fn write(&mut self) -> io::Result<()> {
        let mut random = Random::new(self.seed, &[25, self.files as u64]);
        for at in (1..self.lines.len()).rev() {
            self.lines.swap(at, random.below(at + 1));
        }
        let mut file = File::create(self.folder.join(format!("endsong_{}.json", self.files)))?;
        let mut words = Words::default();
        write_array(&mut file, Layout::OneLine, &self.lines, |heard, into| {
            witness::write(self.catalogue, heard, false, Generation::Older, &mut words, into);
        })?;
        self.files += 1;
        self.lines.clear();
        Ok(())
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
