//! docs/pictures.svg is the picture of the program of docs/pictures.md.

use super::read;
use crate::support::command::Project;
use crate::support::markdown::blocks;
use std::fs;
use std::path::Path;

#[test]
fn the_drawing_in_the_docs_is_that_of_its_program() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let page = fs::read_to_string(docs.join("pictures.md")).expect("the page is there");
    let blocks = blocks(&page);
    let program = blocks.iter().find(|block| block.language == "larum").expect("the page has a program");
    let project = Project::of(&[("shop/shop.larum", program.text)]);
    let drawing = project.larum(&["graph", "shop", "--format", "svg"]).stdout;
    read(&drawing);
    if fs::read_to_string(docs.join("pictures.svg")).ok().as_deref() != Some(drawing.as_str()) {
        let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures.svg");
        fs::write(&fresh, &drawing).expect("the build folder takes a file");
        panic!("docs/pictures.svg is out of date; the right one is {}", fresh.display());
    }
}
