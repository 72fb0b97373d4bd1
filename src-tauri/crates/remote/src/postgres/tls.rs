//! TLS as every other connection of this program has it: with the same cryptography, and trust as the system has it, or a file.

use std::{path::Path, sync::Arc};

use rustls::{
    ClientConfig, RootCertStore,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, pem::PemObject},
};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{DatabaseAddress, RemoteError, Tls};

/// What makes TLS connections to this address. Plain ones don't use it.
pub(super) fn connector(address: &DatabaseAddress) -> Result<MakeRustlsConnect, RemoteError> {
    let unusable = |why: rustls::Error| RemoteError::NotTrusted {
        server: address.host_name().into_owned(),
        why: why.to_string(),
    };
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(unusable)?;
    let config = match &address.tls {
        Tls::System => config.with_platform_verifier().map_err(unusable)?,
        Tls::File(file) => config.with_root_certificates(certificates(file)?),
        Tls::Plain => config.with_root_certificates(RootCertStore::empty()),
    };
    Ok(MakeRustlsConnect::new(config.with_no_client_auth()))
}

/// The certificates in a PEM file, and no others.
fn certificates(file: &Path) -> Result<RootCertStore, RemoteError> {
    let unusable = |why: String| RemoteError::Certificates {
        path: file.to_owned(),
        why,
    };
    let mut trusted = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|why| unusable(why.to_string()))? {
        let certificate = certificate.map_err(|why| unusable(why.to_string()))?;
        trusted.add(certificate).map_err(|why| unusable(why.to_string()))?;
    }
    if trusted.is_empty() {
        return Err(unusable("there are none in it".to_owned()));
    }
    Ok(trusted)
}
