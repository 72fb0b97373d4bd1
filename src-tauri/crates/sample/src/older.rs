//! The extended history as Spotify sent it until 2022: a folder with `MyData/endsong_0.json` and so on.
//! Rows are collected until a file is full, because the rows of a file are in no order.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use crate::{
    catalogue::Catalogue,
    extended::ROWS_A_FILE,
    file::write_array,
    json::Layout,
    play::Play,
    random::Random,
    wording::{self, Buffers, Generation},
};

/// An export in progress.
pub(crate) struct OlderFolder<'a> {
    catalogue: &'a Catalogue,
    folder: PathBuf,
    seed: u64,
    plays: Vec<Play>,
    files: usize,
}

impl<'a> OlderFolder<'a> {
    pub(crate) fn create(catalogue: &'a Catalogue, path: &Path, seed: u64) -> io::Result<Self> {
        let folder = path.join("MyData");
        fs::create_dir_all(&folder)?;
        Ok(Self {
            catalogue,
            folder,
            seed,
            plays: Vec::with_capacity(ROWS_A_FILE),
            files: 0,
        })
    }

    pub(crate) fn add(&mut self, play: Play) -> io::Result<()> {
        self.plays.push(play);
        if self.plays.len() == ROWS_A_FILE {
            self.write()?;
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        if self.plays.is_empty() && self.files > 0 {
            return Ok(());
        }
        self.write()
    }

    fn write(&mut self) -> io::Result<()> {
        let mut random = Random::new(self.seed, &[25, self.files as u64]);
        for at in (1..self.plays.len()).rev() {
            self.plays.swap(at, random.below(at + 1));
        }
        let mut file = File::create(self.folder.join(format!("endsong_{}.json", self.files)))?;
        let mut buffers = Buffers::default();
        write_array(&mut file, Layout::OneLine, &self.plays, |play, into| {
            wording::write(self.catalogue, play, false, Generation::Older, &mut buffers, into);
        })?;
        self.files += 1;
        self.plays.clear();
        Ok(())
    }
}
