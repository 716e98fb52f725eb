//! Stands in for the referee until it is there.

pub(super) fn accepts(_text: &str) -> Result<(), String> {
    Ok(())
}
