//! What is wrong with configurations of Alertmanager that load: routes that no alert comes to, people who are told
//! twice or not at all, and what is muted that should not be. Alone, and together with rules: then it is known
//! which alerts there are.
//!
//! Every claim about routes is proven over all label sets ([`crate::reach::symbolic`]) and all instants of the
//! years to come ([`crate::reach::Times`]); what cannot be proven is not said.

mod alerts;
mod dead;
mod deprecated;
mod depth;
mod inhibition;
mod intervals;
mod look;
mod matchers;
mod names;
mod notification;
mod place;
mod receivers;
mod resolves;
mod times;
mod timing;
mod twice;
mod untold;
mod words;

pub use notification::TemplateFile;

use crate::diag::Diagnostics;
use crate::import::Alertmanager;
use alerts::Alerts;
use jiff::{SignedDuration, Timestamp};
use look::Look;
use place::Places;

/// Two years: a whole year of every weekday and date but the 29th of February.
const HORIZON: SignedDuration = SignedDuration::from_hours(24 * 731);

/// What is known besides a configuration.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The rules whose alerts it receives.
    pub rules: Option<&'a super::Look<'a>>,
    /// The files that `templates` names; None unless all of them were read.
    pub templates: Option<&'a [TemplateFile<'a>]>,
    /// When it is looked at: intervals in the past are none.
    pub now: Timestamp,
}

/// All findings about a configuration.
pub fn check(imported: &Alertmanager, given: &Given, findings: &mut Diagnostics) {
    let (config, places) = (imported.config(), Places::new(imported.document.as_ref(), imported.route.head));
    let end = given.now.checked_add(HORIZON).unwrap_or(Timestamp::MAX);
    let look = Look::new(&config, &places, given.rules.map(Alerts::of), given.now..end);
    dead::check(&look, findings);
    twice::check(&look, findings);
    times::check(&look, findings);
    intervals::check(&look, findings);
    timing::check(&look, findings);
    receivers::check(&look, findings);
    resolves::check(&look, findings);
    inhibition::check(&look, findings);
    matchers::check(&look, findings);
    deprecated::check(&look, findings);
    names::check(&look, findings);
    untold::check(&look, findings);
    depth::check(&look, findings);
    notification::check(&look, given.templates, findings);
}
