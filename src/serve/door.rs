//! The door: the port that the preview answers at.
//!
//! A port that is taken is no failure: the next free one will do, and whoever
//! started the program is told. It is open before anything is built, so that a
//! second preview of the same machine never takes the first one's place.
//!
//! Never: what is answered.

use anyhow::{Context as _, bail};
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener};

/// How many ports are tried.
const TRIES: u16 = 50;

/// An open port.
#[derive(Debug)]
pub struct Door {
    listener: TcpListener,
    address: SocketAddr,
}

impl Door {
    /// Opens this port, or the next one that is free; 0 is any.
    ///
    /// # Errors
    /// Where this machine has no such address, or no port nearby is free.
    pub fn open(host: IpAddr, port: u16) -> anyhow::Result<Self> {
        for port in port..=port.saturating_add(if port == 0 { 0 } else { TRIES }) {
            match TcpListener::bind((host, port)) {
                Ok(listener) => {
                    listener.set_nonblocking(true).context("cannot use the port")?;
                    let address = listener.local_addr().context("cannot tell the port")?;
                    return Ok(Self { listener, address });
                }
                Err(error) if [ErrorKind::AddrInUse, ErrorKind::PermissionDenied].contains(&error.kind()) => {}
                Err(error) => return Err(error).with_context(|| format!("cannot answer at {host}")),
            }
        }
        bail!("no port from {port} on is free; name another one with `--port`")
    }

    /// Where it is.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address to type into a browser on this machine, with a stroke at its end.
    #[must_use]
    pub fn url(&self) -> String {
        let mut address = self.address;
        if address.ip().is_unspecified() {
            address.set_ip(if address.is_ipv4() { [127, 0, 0, 1].into() } else { "::1".parse().expect("it is one") });
        }
        format!("http://{address}/")
    }

    /// The port itself.
    pub(super) fn into_listener(self) -> TcpListener {
        self.listener
    }
}
