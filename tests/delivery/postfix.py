"""A Postfix of our own on loopback: private configuration, queue and mailboxes, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.delivery.post_office import Certificates, free_port

PROGRAM = shutil.which("postfix", path=f"/usr/sbin:{os.environ.get('PATH', '')}")
WHY_NOT = (
    "Postfix is not installed (Debian: apt install postfix)"
    if PROGRAM is None
    else "only root can start Postfix"
    if os.geteuid() != 0
    else ""
)
MAIN = """\
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/log
maillog_file_prefixes = {home}
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
virtual_mailbox_domains = example.org
virtual_mailbox_base = {home}/mail
virtual_mailbox_maps = inline:{{ {{zanary@example.org = zanary/}}, {{later@example.org = later/}} }}
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
smtpd_recipient_restrictions = check_recipient_access inline:{{ {{later@example.org = 450 4.2.0 come back}} }}
smtpd_tls_cert_file = {home}/server.pem
smtpd_tls_key_file = {home}/server.pem
smtpd_tls_security_level = encrypt
message_size_limit = 200000
"""
MASTER = """\
127.0.0.1:{starttls} inet n - n - - smtpd
127.0.0.1:{tls} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
"""


@dataclass(frozen=True)
class Postfix:
    """A running Postfix."""

    home: Path
    starttls: int
    tls: int

    def mailbox(self, name: str, wanted: int = 0) -> list[bytes]:
        """What lies in a mailbox, as soon as so many messages do and no queue holds another."""
        until = time.monotonic() + 20
        while True:
            found = sorted((self.home / "mail" / name / "new").glob("*"))
            queues = [self.home / "queue" / queue for queue in ("incoming", "active", "deferred")]
            waiting = [path for queue in queues for path in queue.rglob("*") if path.is_file()]
            if (len(found) >= wanted and not waiting) or time.monotonic() > until:
                return [path.read_bytes() for path in found]
            time.sleep(0.05)


@contextmanager
def running(certificates: Certificates) -> Iterator[Postfix]:
    """Postfix until the block ends."""
    assert PROGRAM
    home = Path(tempfile.mkdtemp(prefix="handouts-postfix-"))  # where its own user may go, unlike pytest's folders
    home.chmod(0o755)
    office = Postfix(home, free_port(), free_port())
    for name in ("queue", "data", "mail"):
        (home / name).mkdir()
    for name in ("data", "mail"):
        shutil.chown(home / name, "postfix", "postfix")
    owner = (home / "mail").stat()
    leaf = certificates.authority.issue_cert("localhost")
    leaf.private_key_and_cert_chain_pem.write_to_path(str(home / "server.pem"))
    (home / "main.cf").write_text(MAIN.format(home=home, uid=owner.st_uid, gid=owner.st_gid))
    (home / "master.cf").write_text(MASTER.format(starttls=office.starttls, tls=office.tls))
    _postfix(home, "start")
    try:
        yield office
    finally:
        _postfix(home, "stop")
        shutil.rmtree(home)


def _postfix(home: Path, what: str) -> None:
    assert PROGRAM
    subprocess.run([PROGRAM, "-c", str(home), what], check=True, capture_output=True, text=True)
