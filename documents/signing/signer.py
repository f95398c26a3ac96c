"""Who signs the papers of an office: nobody, its own key on this server, or one day a service outside.

Decision of 2026-11-25: a signing service such as the e-sign client of the state's certification body (BSrE) needs the
official's own passphrase at the moment of signing, which may be neither stored nor queued. `ServiceSigner` says what
such a client has to do; none comes with the product, and none is pretended.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from documents.signing.occasion import Occasion


class Unsignable(Exception):
    """The paper could not be signed; the message is one of the reasons, never a secret."""

    def __init__(self, reason: str, *, is_lasting: bool = True) -> None:
        super().__init__(reason)
        self.is_lasting = is_lasting


@dataclass(frozen=True)
class Signed:
    """A signed file with what may be said of its certificate."""

    pdf: bytes
    certificate: str
    certificate_sha256: str
    at: datetime
    is_timestamped: bool


class Signer(Protocol):
    """Signs without anybody at hand, which is what a worker can do."""

    def sign(self, pdf: bytes, *, reason: str, place: str, occasion: Occasion) -> Signed:
        """The signed file, which begins with the very bytes of `pdf` and says what the occasion is to say."""
        ...


class ServiceSigner(ABC):
    """A client of a service outside, by which an official signs himself: the whole PDF goes out and comes back signed.

    It would be called from a page, with the official there; never from a worker, as there is nobody to ask.
    """

    @abstractmethod
    def sign_as(self, pdf: bytes, *, identity: str, passphrase: str, reason: str, place: str) -> Signed:
        """The file signed by the official; forgets the passphrase, which must not be logged, stored or queued."""
