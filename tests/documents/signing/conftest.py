"""A certification body made for the test, keys of offices from it, and a timestamp service without a network."""

from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from documents.signing.local import KeySigner

PASSPHRASE = "kunci-rahasia-7"
NOW = datetime.now(UTC)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


class Body:
    """A certification body: its root, and certificates for anybody."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(65537, 2048)
        self.root = self._certificate(_name("CA Contoh"), self.key.public_key(), is_root=True)

    def issue(self, common: str, *, since: int = -1, days: int = 30, stamps: bool = False, signs: bool = True):
        """A key and its certificate, valid from so many days on."""
        key = rsa.generate_private_key(65537, 2048)
        return key, self._certificate(
            _name(common), key.public_key(), since=since, days=days, stamps=stamps, signs=signs
        )

    def pkcs12(self, common: str, passphrase: str = PASSPHRASE, **choices) -> bytes:
        key, certificate = self.issue(common, **choices)
        locked = serialization.BestAvailableEncryption(passphrase.encode())
        return pkcs12.serialize_key_and_certificates(b"liap", key, certificate, [self.root], locked)

    def _certificate(self, name, public_key, *, since=-1, days=30, is_root=False, stamps=False, signs=True):
        usage = x509.KeyUsage(
            digital_signature=signs and not is_root, content_commitment=signs and not is_root,
            key_encipherment=not signs, data_encipherment=False, key_agreement=False, key_cert_sign=is_root,
            crl_sign=is_root, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(_name("CA Contoh"))
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW + timedelta(days=since))
            .not_valid_after(NOW + timedelta(days=since + days))
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(usage, critical=True)
        )
        if stamps:
            made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        return made.sign(self.key, hashes.SHA256())


def der(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


@pytest.fixture(scope="session")
def body():
    return Body()


@pytest.fixture
def keys(settings, tmp_path):
    """An empty folder of keys, with signing switched on."""
    settings.SIGNER, settings.SIGNING_KEYS, settings.SIGNING_PASSPHRASE = "key", tmp_path, PASSPHRASE
    return tmp_path


@pytest.fixture
def install(keys, body):
    """Puts a key for an office in its place and returns its path."""

    def put(organisation, common="Dinas Contoh", **choices):
        path = keys / f"{organisation.pk}.p12"
        path.write_bytes(body.pkcs12(common, **choices))
        path.chmod(0o600)
        return path

    return put


@pytest.fixture
def stamper(body, monkeypatch):
    """A timestamp service that needs no network."""
    key, certificate = body.issue("Penanda waktu", stamps=True)
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    made = DummyTimeStamper(der(certificate), asn1_keys.PrivateKeyInfo.load(private))
    monkeypatch.setattr(KeySigner, "timestamper", lambda self: made)
    return made
