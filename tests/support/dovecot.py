"""
A private Dovecot 2.3 for tests: real IMAP and LMTP on free loopback ports, started in some 70 ms, root or not.

Needs dovecot-core, dovecot-imapd and dovecot-lmtpd, or AFTERWORD_DOVEROOT naming a folder
into which their packages were unpacked, and the openssl command.
"""

import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

TEMPLATE: Final = Path(__file__).with_name("dovecot.conf.in")
USUAL_FOLDERS: Final[Mapping[str, str]] = MappingProxyType(
    {"Drafts": r"\Drafts", "Sent": r"\Sent", "Trash": r"\Trash", "Junk": r"\Junk"}
)
LONGEST_RUN_FOLDER: Final = 70  # socket paths end at 108 bytes (sockaddr_un)


def free_port() -> int:
    """Return a loopback port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def is_available() -> bool:
    """Tell whether a Dovecot can be started here."""
    return bool(os.environ.get("AFTERWORD_DOVEROOT")) or _installed() is not None


class Dovecot:
    """
    One server below one short temporary folder.

    `folders` are the folders every user has, with their special-use attribute ("" for none);
    `extra_conf` is read last and overrides the template.
    """

    def __init__(self, extra_conf: str = "", folders: Mapping[str, str] = USUAL_FOLDERS) -> None:
        # Not pytest's tmp_path: run by root, the server drops to "nobody", who cannot enter it.
        self.run = Path(tempfile.mkdtemp(prefix="aw"))
        if len(str(self.run)) > LONGEST_RUN_FOLDER:
            raise RuntimeError(f"{self.run} is too long for unix sockets; set TMPDIR to a shorter folder")
        self.run.chmod(0o755)
        self.imap_port, self.imaps_port, self.lmtp_port = free_port(), free_port(), free_port()
        self._root = os.environ.get("AFTERWORD_DOVEROOT", "")
        self._process: subprocess.Popen[bytes] | None = None
        self._write_configuration(extra_conf, folders)

    def start(self, within: float = 10) -> Self:
        """Start the server and wait for its greeting; an open port alone is not readiness."""
        self._process = subprocess.Popen(self._command(), env=self._environment())
        end = time.monotonic() + within
        while time.monotonic() < end:
            if self._process.poll() is not None:
                break
            try:
                with socket.create_connection(("127.0.0.1", self.imap_port), 1) as connection:
                    if connection.recv(64).startswith(b"* OK"):
                        return self
            except OSError:
                time.sleep(0.005)
        log = self.run / "dovecot.log"
        raise RuntimeError(f"Dovecot did not greet: {log.read_text() if log.exists() else 'no log'}")

    def stop(self) -> None:
        """End the server; its mail stays, and `start` brings it back on the same ports."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def remove(self) -> None:
        """End the server and remove all it wrote."""
        self.stop()
        shutil.rmtree(self.run, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *exc: object) -> None:
        self.remove()

    @property
    def cafile(self) -> Path:
        """The self-signed certificate for localhost and 127.0.0.1, as a file of trusted authorities."""
        return self.run / "cert.pem"

    def add_user(self, user: str, password: str) -> None:
        """Let a user log in from now on."""
        (self.run / "users" / user).write_text(f"{user}:{{PLAIN}}{password}\n", encoding="utf-8")

    def deliver(self, user: str, raw: bytes, sender: str = "sender@example.net") -> None:
        """Put a message into the INBOX of a user as a mail server does, by LMTP."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as lmtp:
            lmtp.sendmail(sender, [user], raw)

    def kick(self, user: str) -> None:
        """Send BYE to every session of a user and close them."""
        self.doveadm("kick", user)

    def doveadm(self, *words: str) -> None:
        """Run a doveadm command against this server."""
        program = f"{self._root}/usr/bin/doveadm" if self._root else "doveadm"
        command = [program, "-c", str(self.run / "dovecot.conf"), *words]
        subprocess.run(command, check=True, capture_output=True, env=self._environment())

    def _write_configuration(self, extra_conf: str, folders: Mapping[str, str]) -> None:
        for folder in ("run", "state", "mail", "users"):
            (self.run / folder).mkdir()
        (self.run / "extra.conf").write_text(extra_conf, encoding="utf-8")
        make_certificate(self.run / "cert.pem", self.run / "key.pem")
        me = pwd.getpwuid(os.getuid())
        user = pwd.getpwnam("nobody") if me.pw_uid == 0 else me
        group = subprocess.run(["id", "-gn", user.pw_name], check=True, capture_output=True, text=True).stdout.strip()
        text = TEMPLATE.read_text(encoding="utf-8")
        for name, value in {
            "RUN": str(self.run),
            "USER": user.pw_name,
            "GROUP": group,
            "IMAP": str(self.imap_port),
            "IMAPS": str(self.imaps_port),
            "LMTP": str(self.lmtp_port),
            "FOLDERS": "\n".join(_folder_block(name, use) for name, use in folders.items()),
        }.items():
            text = text.replace(f"@{name}@", value)
        (self.run / "dovecot.conf").write_text(text + self._unpacked_settings(), encoding="utf-8")
        if me.pw_uid == 0:
            for path in (self.run, *self.run.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid)
        self._drop = (
            ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]
            if me.pw_uid == 0
            else []
        )

    def _unpacked_settings(self) -> str:
        if not self._root:
            return ""
        lib = f"{self._root}/usr/lib"
        return (
            f"libexec_dir = {lib}/dovecot\nlogin_plugin_dir = {lib}/dovecot/modules/login\n"
            f"mail_plugin_dir = {lib}/dovecot/modules\n"
            f"import_environment = TZ LD_LIBRARY_PATH={self._environment()['LD_LIBRARY_PATH']}\n"
        )

    def _environment(self) -> dict[str, str]:
        if not self._root:
            return dict(os.environ, PATH=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin")
        lib = f"{self._root}/usr/lib"
        folders = (f"{lib}/dovecot", f"{lib}/dovecot/old-stats", f"{lib}/x86_64-linux-gnu")
        return dict(os.environ, LD_LIBRARY_PATH=":".join(folders))

    def _command(self) -> list[str]:
        conf = str(self.run / "dovecot.conf")
        if not self._root:
            return [*self._drop, _installed() or "dovecot", "-F", "-c", conf]
        # The master would run the installed doveconf; the unpacked one runs first and then becomes the master.
        doveconf, master = f"{self._root}/usr/bin/doveconf", f"{self._root}/usr/sbin/dovecot"
        return [
            *self._drop,
            doveconf,
            "-f",
            "service=master",
            "-c",
            conf,
            "-m",
            "master",
            "-e",
            master,
            "-F",
            "-c",
            conf,
        ]


def make_certificate(cert: Path, key: Path) -> None:
    """Write a self-signed certificate for localhost and 127.0.0.1 and its key."""
    request = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost"
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    subprocess.run(
        [*request.split(), "-addext", names, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True
    )


def _installed() -> str | None:
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin")


def _folder_block(name: str, use: str) -> str:
    special = f"    special_use = {use}\n" if use else ""
    return f'  mailbox "{name}" {{\n{special}    auto = subscribe\n  }}'
