//! Chunks that were fetched before, on disk: a run that was stopped goes on where it was.

use crate::model::Millis;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Changes when what is kept is not understood any more.
const FORMAT: &str = "larum chunk 2";

/// A folder of chunks of one server.
pub(in crate::cli::backtest) struct Cache {
    folder: PathBuf,
    server: String,
}

impl Cache {
    /// Below `root`. `tenant` says for whom the samples are, and may be a secret.
    pub fn new(root: &Path, server: &str, tenant: &str) -> Cache {
        let server = format!("{server} {:016x}", hash(tenant));
        Cache { folder: root.join(format!("{:016x}", hash(&server))), server }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, selector: &str, from: Millis, until: Millis) -> PathBuf {
        self.folder.join(format!("{:016x}-{from}-{until}.chunk", hash(selector)))
    }

    /// What a chunk must begin with, so that no other one is taken for it.
    fn head(&self, selector: &str) -> String {
        format!("{FORMAT}\n{}\n{selector}\n", self.server)
    }

    /// The message that was kept; none when there is none, or it is damaged.
    pub fn get(&self, selector: &str, from: Millis, until: Millis) -> Option<Vec<u8>> {
        let kept = fs::read(self.path(selector, from, until)).ok()?;
        let packed = kept.strip_prefix(self.head(selector).as_bytes())?;
        snap::raw::Decoder::new().decompress_vec(packed).ok()
    }

    /// Keeps a message, all of it or nothing.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn put(&self, selector: &str, from: Millis, until: Millis, message: &[u8]) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let packed = snap::raw::Encoder::new().compress_vec(message).map_err(std::io::Error::other)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(self.head(selector).as_bytes())?;
        file.write_all(&packed)?;
        file.persist(self.path(selector, from, until))?;
        Ok(())
    }
}

/// FNV-1a: the same on each machine and in each version.
fn hash(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}
