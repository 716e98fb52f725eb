//! `alertmanager.yml` with other settings of channels than the program's.

use super::{NotBuilt, Program};
use crate::emit::{EmitError, check_alertmanager, write_alertmanager};
use crate::lower::AlertmanagerConfig;
use crate::model::Setting;

/// Settings as the source has them.
pub(super) type Settings = [(String, Setting)];

/// Whose settings are changed.
pub(super) enum Owner<'a> {
    Global,
    /// A channel, by its name.
    Channel(&'a str),
}

/// The text of the configuration, read back before anyone gets it.
pub(super) fn text(
    program: Program,
    mut change: impl FnMut(Owner, &Settings) -> Vec<(String, Setting)>,
) -> Result<String, NotBuilt> {
    let config = &program.output.alertmanager;
    let global = change(Owner::Global, config.global);
    let mut changed = Vec::new();
    for of_kind in config.receivers.iter().flat_map(|receiver| &receiver.integrations) {
        for (name, settings) in of_kind.channels.iter().zip(&of_kind.settings) {
            changed.push(change(Owner::Channel(name), settings));
        }
    }
    // In the order in which they were taken.
    let mut changed = changed.iter().map(Vec::as_slice);
    let mut receivers = config.receivers.clone();
    for of_kind in receivers.iter_mut().flat_map(|receiver| &mut receiver.integrations) {
        for settings in &mut of_kind.settings {
            *settings = changed.next().unwrap_or(settings);
        }
    }
    let config = AlertmanagerConfig { global: &global, receivers, ..config.clone() };
    let mut text = Vec::new();
    write_alertmanager(&config, program.sources, &mut text)
        .map_err(|error| NotBuilt::Emit(EmitError::Io(error)))?;
    let text = String::from_utf8_lossy(&text).into_owned();
    check_alertmanager(&text).map_err(NotBuilt::ReadBack)?;
    Ok(text)
}
