//! The URL of a database. Read here and not by the driver, which falls back to plain text where a server offers no TLS: what leaves this
//! computer is always encrypted, for a server whose certificate is checked.

use std::{
    borrow::Cow,
    fmt,
    net::IpAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

use super::InvalidAddress;

/// How long to wait for a connection, unless the address says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const PORT: u16 = 5432;
/// What stays as it is in every place of a URL.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where a database is, and how it is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseAddress {
    /// Who signs in.
    pub user: String,
    /// Where the server is.
    pub host: Host,
    /// Its port.
    pub port: u16,
    /// The database's name.
    pub database: String,
    /// How the connection is protected.
    pub tls: Tls,
    /// How long to wait for a connection.
    pub connect_timeout: Duration,
}

/// Where a server is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    /// By name, or by number without brackets.
    Network(String),
    /// A folder with a Unix socket.
    Socket(PathBuf),
}

/// How a connection is protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tls {
    /// Not at all. Only for servers on this computer.
    Plain,
    /// By TLS; the certificate has to be for this host and signed by somebody whom the system trusts.
    System,
    /// The same, but signed by one of the certificates in this PEM file.
    File(PathBuf),
}

impl DatabaseAddress {
    pub(super) fn parse(text: &str) -> Result<(Self, Option<String>), InvalidAddress> {
        let (url, has_host) = url(text)?;
        let decoded = |text: &str| match percent_decode_str(text).decode_utf8() {
            Ok(text) if !text.contains('\0') => Ok(text.into_owned()),
            _ => Err(invalid("a %XX in the address stands for something that is no text")),
        };
        let user = decoded(url.username())?;
        if user.is_empty() {
            return Err(invalid(
                "the address does not say who signs in: write postgres://USER@HOST/DATABASE",
            ));
        }
        let password = url.password().map(decoded).transpose()?;
        let parameters = Parameters::of(&url)?;
        let host = match (has_host, parameters.host) {
            (true, None) => host(&url, decoded)?,
            (false, Some(folder)) if folder.starts_with('/') => Host::Socket(folder.into()),
            (false, Some(_)) => {
                return Err(invalid(
                    "?host= is for the folder of a Unix socket: write a server's name before the slash, as in \
                     postgres://USER@HOST/DATABASE",
                ));
            }
            (true, Some(_)) => return Err(invalid("the address names two hosts: leave one out")),
            (false, None) => Host::Network("localhost".to_owned()),
        };
        let path = url.path().strip_prefix('/').unwrap_or_default();
        let database = match decoded(path)? {
            none if none.is_empty() => user.clone(),
            name => name,
        };
        let address = Self {
            tls: tls(&host, parameters.sslmode.as_deref(), parameters.sslrootcert)?,
            user,
            host,
            port: url.port().unwrap_or(PORT),
            database,
            connect_timeout: parameters.connect_timeout.unwrap_or(CONNECT_TIMEOUT),
        };
        Ok((address, password))
    }

    /// The host's name, for messages.
    pub fn host_name(&self) -> Cow<'_, str> {
        match &self.host {
            Host::Network(name) => Cow::Borrowed(name),
            Host::Socket(folder) => folder.to_string_lossy(),
        }
    }
}

impl Host {
    /// Whether it is this computer.
    pub fn is_local(&self) -> bool {
        match self {
            Self::Socket(_) => true,
            Self::Network(name) => {
                name.eq_ignore_ascii_case("localhost") || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
            }
        }
    }
}

impl fmt::Display for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "postgres://{}@", escaped(&self.user))?;
        match &self.host {
            Host::Network(name) if name.contains(':') => write!(f, "[{name}]")?,
            Host::Network(name) => write!(f, "{}", escaped(name))?,
            Host::Socket(folder) => write!(f, "{}", escaped(&folder.to_string_lossy()))?,
        }
        if self.port != PORT {
            write!(f, ":{}", self.port)?;
        }
        write!(f, "/{}", escaped(&self.database))?;
        let mut separator = '?';
        let mut parameter = |name: &str, value: &str| {
            let before = std::mem::replace(&mut separator, '&');
            write!(f, "{before}{name}={}", escaped(value))
        };
        match &self.tls {
            Tls::System if self.host.is_local() => parameter("sslmode", "verify-full")?,
            Tls::File(file) => parameter("sslrootcert", &file.to_string_lossy())?,
            Tls::Plain | Tls::System => {}
        }
        if self.connect_timeout != CONNECT_TIMEOUT {
            parameter("connect_timeout", &self.connect_timeout.as_secs().to_string())?;
        }
        Ok(())
    }
}

/// What follows the question mark, as far as it is known.
#[derive(Default)]
struct Parameters {
    host: Option<String>,
    sslmode: Option<String>,
    sslrootcert: Option<PathBuf>,
    connect_timeout: Option<Duration>,
}

impl Parameters {
    fn of(url: &Url) -> Result<Self, InvalidAddress> {
        let mut known = Self::default();
        for (name, value) in url.query_pairs() {
            match name.as_ref() {
                "host" => known.host = Some(value.into_owned()),
                "sslmode" => known.sslmode = Some(value.into_owned()),
                "sslrootcert" => known.sslrootcert = Some(PathBuf::from(value.as_ref())),
                "connect_timeout" => {
                    let seconds = value.parse().ok().filter(|seconds| *seconds > 0);
                    let seconds =
                        seconds.ok_or_else(|| invalid("connect_timeout is not a number of seconds above 0"))?;
                    known.connect_timeout = Some(Duration::from_secs(seconds));
                }
                "application_name" => {}
                // Its value may be a password.
                other => {
                    return Err(InvalidAddress(format!(
                        "Tonearm does not know “{other}” in the address of a database: leave it out"
                    )));
                }
            }
        }
        Ok(known)
    }
}

/// As it stands in a URL.
fn escaped(text: &str) -> impl fmt::Display {
    utf8_percent_encode(text, ESCAPED)
}

fn invalid(why: &str) -> InvalidAddress {
    InvalidAddress(why.to_owned())
}

/// The URL, and whether it names a host.
fn url(text: &str) -> Result<(Url, bool), InvalidAddress> {
    let (scheme, rest) = text.split_once("://").ok_or_else(|| invalid("the address is no URL"))?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let (before, host) = authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
    if host.contains(',') {
        return Err(invalid(
            "the address names several hosts: choose the one that can be written to",
        ));
    }
    let has_host = !host.is_empty() && !host.starts_with(':');
    let url = if has_host {
        Url::parse(text)
    } else {
        // A URL with a user has to have a host.
        Url::parse(&format!("{scheme}://{before}localhost{host}{path}"))
    };
    // The error does not repeat what it is about, which may have a password in it.
    let url = url.map_err(|why| {
        InvalidAddress(format!(
            "the address can't be read ({why}): write postgres://USER@HOST:PORT/DATABASE, with %40 for an @ in a name and %2F for a /"
        ))
    })?;
    if url.fragment().is_some() {
        return Err(invalid("the address has a # in it: write %23 for it"));
    }
    Ok((url, has_host))
}

fn host(url: &Url, decoded: impl Fn(&str) -> Result<String, InvalidAddress>) -> Result<Host, InvalidAddress> {
    let name = match url.host() {
        Some(url::Host::Ipv6(ip)) => ip.to_string(),
        Some(url::Host::Ipv4(ip)) => ip.to_string(),
        Some(url::Host::Domain(name)) => decoded(name)?,
        None => return Err(invalid("the address names no host")),
    };
    Ok(if name.starts_with('/') {
        Host::Socket(Path::new(&name).to_owned())
    } else {
        Host::Network(name)
    })
}

fn tls(host: &Host, mode: Option<&str>, certificates: Option<PathBuf>) -> Result<Tls, InvalidAddress> {
    let is_verified = match mode {
        None => !host.is_local() || certificates.is_some(),
        Some("require" | "verify-ca" | "verify-full") => true,
        Some(mode @ ("disable" | "allow" | "prefer")) if !host.is_local() => {
            return Err(InvalidAddress(format!(
                "sslmode={mode} would send what you listen to over the network for all to read: leave it out and, if the server's \
                 certificate is your own, add sslrootcert=FILE.pem"
            )));
        }
        Some("disable" | "allow" | "prefer") => false,
        Some(other) => {
            return Err(InvalidAddress(format!(
                "there is no sslmode={other}: leave it out, which means a checked connection"
            )));
        }
    };
    if is_verified && matches!(host, Host::Socket(_)) {
        return Err(invalid(
            "a Unix socket has no TLS and needs none: leave sslmode and sslrootcert out",
        ));
    }
    Ok(match (is_verified, certificates) {
        (false, _) => Tls::Plain,
        (true, None) => Tls::System,
        (true, Some(file)) if file.is_absolute() => Tls::File(file),
        (true, Some(_)) => {
            return Err(invalid(
                "sslrootcert has to be the whole path of a file with certificates",
            ));
        }
    })
}
