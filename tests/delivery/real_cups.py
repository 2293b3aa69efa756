"""Starts a CUPS of one's own: private folders, a private socket, and printers that write PDFs into a folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NEEDED = {
    "cupsd": "cups-daemon",
    "lpadmin": "cups-client",
    "lp": "cups-client",
    "lpstat": "cups-client",
    "pdfinfo": "poppler-utils",
}
_SBIN = f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin{os.pathsep}/sbin"
_PDF_FILTER = Path("/usr/lib/cups/filter/pdftopdf")
_PATIENCE = 30.0  # seconds
_CUPSD_CONF = """\
Listen {root}/run/cups.sock
Browsing Off
DirtyCleanInterval 0
WebInterface No
PreserveJobHistory Yes
PreserveJobFiles Yes
LogLevel debug
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES_CONF = """\
FileDevice Yes
ServerRoot {root}/server
RequestRoot {root}/spool
TempDir {root}/spool/tmp
CacheDir {root}/cache
StateDir {root}/run
Printcap
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
{user}
"""
_PPD = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TESTPDF.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*PSVersion: "(3010.000) 0"
*ModelName: "Test PDF"
*ShortNickName: "Test PDF"
*NickName: "Test PDF"
*ColorDevice: True
*DefaultColorSpace: RGB
*LanguageLevel: "3"
*FileSystem: False
*cupsManualCopies: True
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Paper: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize Letter/Letter: "<</PageSize[612 792]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Paper: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageRegion Letter/Letter: "<</PageSize[612 792]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*ImageableArea Letter/Letter: "0 0 612 792"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*PaperDimension Letter/Letter: "612 792"
*OpenUI *Duplex/Both sides: PickOne
*DefaultDuplex: DuplexNoTumble
*Duplex None/Off: "<</Duplex false>>setpagedevice"
*Duplex DuplexNoTumble/Long edge: "<</Duplex true/Tumble false>>setpagedevice"
*Duplex DuplexTumble/Short edge: "<</Duplex true/Tumble true>>setpagedevice"
*CloseUI: *Duplex
"""


def missing() -> str:
    """The Debian packages without which there is no real CUPS here; empty when all is there."""
    packages = {package for program, package in NEEDED.items() if shutil.which(program, path=_SBIN) is None}
    if not _PDF_FILTER.exists():
        packages.add("cups-filters")
    return " ".join(sorted(packages))


@dataclass(frozen=True)
class RealCups:
    """A running CUPS; `socket` is what CUPS_SERVER must say."""

    root: Path

    @property
    def socket(self) -> str:
        """Where it listens."""
        return str(self.root / "run/cups.sock")

    def call(self, program: str, *told: str) -> str:
        """What one of CUPS's own programs answers."""
        path = shutil.which(program, path=_SBIN)
        assert path
        environment = {**os.environ, "CUPS_SERVER": self.socket, "LC_ALL": "C.UTF-8"}
        run = subprocess.run([path, *told], capture_output=True, text=True, env=environment, check=True, timeout=60)
        return run.stdout

    def add(self, name: str) -> None:
        """A printer that writes what it prints to NAME.pdf."""
        ppd = self.root / "printer.ppd"
        ppd.write_text(_PPD)
        self.call("lpadmin", "-p", name, "-E", "-v", f"file:{self.root}/out/{name}.pdf", "-P", str(ppd))

    def paper(self, printer: str, job: int) -> bytes:
        """What came out of a printer as the last job, once it is done."""
        until = time.monotonic() + _PATIENCE
        while f"{printer}-{job} " not in self.call("lpstat", "-W", "completed", "-o", printer):
            assert time.monotonic() < until, self.log("error")[-3000:]
            time.sleep(0.05)
        return (self.root / "out" / f"{printer}.pdf").read_bytes()

    def spooled(self, job: int) -> tuple[bytes, bytes]:
        """What the queue keeps of a job: what it knows about it, and what it was given."""
        return (self.root / f"spool/c{job:05}").read_bytes(), (self.root / f"spool/d{job:05}-001").read_bytes()

    def log(self, name: str) -> str:
        """One of its logs: access, error or page."""
        path = self.root / "log" / name
        return path.read_text("utf-8", "replace") if path.exists() else ""


@contextlib.contextmanager
def running() -> Iterator[RealCups]:
    """A CUPS that ends with the block."""
    # Its filters run as another user, who cannot look into pytest's private folders.
    root = Path(tempfile.mkdtemp(prefix="cups-", dir="/tmp"))  # a socket's path must be short
    try:
        cups = RealCups(root)
        _prepare(root)
        server = shutil.which("cupsd", path=_SBIN)
        assert server
        told = ["-f", "-c", f"{root}/cupsd.conf", "-s", f"{root}/cups-files.conf"]
        process = subprocess.Popen([server, *told], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            until = time.monotonic() + _PATIENCE
            while not Path(cups.socket).exists():
                assert process.poll() is None, cups.log("error")
                assert time.monotonic() < until, "cupsd does not listen"
                time.sleep(0.05)
            yield cups
        finally:
            process.terminate()
            process.wait(_PATIENCE)
    finally:
        shutil.rmtree(root)


def _prepare(root: Path) -> None:
    for name in ("server", "spool/tmp", "cache", "run", "log", "out"):
        (root / name).mkdir(parents=True)
    root.chmod(0o755)
    user = ""
    if os.geteuid() == 0:
        for path in (root, *root.rglob("*")):
            shutil.chown(path, group="lp")
        user = "User lp\nGroup lp\nSystemGroup root"
    (root / "spool").chmod(0o710)
    (root / "spool/tmp").chmod(0o1770)
    (root / "out").chmod(0o777)
    (root / "cupsd.conf").write_text(_CUPSD_CONF.format(root=root))
    (root / "cups-files.conf").write_text(_FILES_CONF.format(root=root, user=user))
