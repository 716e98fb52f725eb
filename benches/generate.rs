//! `generate ALERTS DIR` writes a program of so many alerts into a folder, for scripts/speed.sh.

mod program;

use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [alerts, folder] = arguments.as_slice() else { return Err("usage: generate ALERTS DIR".into()) };
    let alerts: usize = alerts.parse()?;
    std::fs::create_dir_all(folder)?;
    for (name, text) in program::files(alerts) {
        File::create(Path::new(folder).join(name))?.write_all(text.as_bytes())?;
    }
    Ok(())
}
