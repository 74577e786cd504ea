//! A protocol's page.
use serde::Serialize;
/// Stand-in.
#[derive(Clone, Debug, Serialize)]
pub struct ProtocolView {}
