#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Clone, sync and invoice through git daemon and through ssh, for real, on the loopback.

usage: sync_transports.py TKT

What this machine has no server for is skipped, and said; exit status 77 when nothing is left.
"""

import getpass
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

sys.dont_write_bytecode = True
from sync_desks import Office  # noqa: E402

SSHD = shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, server):
    for _ in range(100):
        if server.poll() is not None:
            return f"the server ended: {server.stderr.read().strip()}"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return ""
        except OSError:
            time.sleep(0.1)
    return "the server does not answer"


def serve_daemon(office):
    """URL, server and why there is none."""
    port = free_port()
    probe = subprocess.run(["git", "daemon", "-h"], capture_output=True, text=True, check=False)
    if "is not a git command" in probe.stderr:
        return "", None, "git daemon is not installed"
    server = office.start(["git", "daemon", "--export-all", "--enable=receive-pack", "--reuseaddr",
                           "--listen=127.0.0.1", f"--port={port}", f"--base-path={office.folder}",
                           str(office.folder)], start_new_session=True)
    return f"git://127.0.0.1:{port}/desk.git", server, wait_for(port, server)


def serve_ssh(office):
    if SSHD is None or shutil.which("ssh") is None or shutil.which("ssh-keygen") is None:
        return "", None, "no sshd, or no ssh, on this machine"
    place = office.folder / "ssh"
    place.mkdir(mode=0o700)
    for key in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place / key)],
                       check=True)
    shutil.copy(place / "user.pub", place / "authorized")
    if os.geteuid() == 0:
        pathlib.Path("/run/sshd").mkdir(exist_ok=True)
    port = free_port()
    (place / "config").write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {place}/host\nPidFile none\n"
        f"AuthorizedKeysFile {place}/authorized\nStrictModes no\nPasswordAuthentication no\n"
        "PermitRootLogin yes\nSetEnv GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory "
        "GIT_CONFIG_VALUE_0=*\n")
    server = office.start([SSHD, "-D", "-e", "-f", str(place / "config")], start_new_session=True)
    office.environment["GIT_SSH_COMMAND"] = (
        f"ssh -i {place}/user -o IdentitiesOnly=yes -o StrictHostKeyChecking=no "
        "-o UserKnownHostsFile=/dev/null -o BatchMode=yes "
        "-o ConnectTimeout=10 -F none")
    url = f"ssh://{getpass.getuser()}@127.0.0.1:{port}{office.remote}"
    return url, server, wait_for(port, server)


def exchange(office, url):
    """What two people do through a remote; raises where anything is wrong."""
    office.git(office.folder, "init", "-q", "--bare", str(office.remote))
    here, there = office.folder / "here", office.folder / "there"
    office.tkt(office.folder, "init", str(here), "--remote", url)
    office.tkt(here, "client", "add", "acme", "--category", "contract")
    ticket = office.open_ticket(here, "VPN down")
    office.tkt(here, "sync")
    office.tkt(office.folder, "clone", url, str(there))
    office.tkt(there, "note", ticket, "-m", "from there")
    office.tkt(here, "resolve", ticket, "-m", "done", "--work", "30m")
    office.tkt(there, "sync")
    number = office.tkt(here, "invoice", ticket)
    office.tkt(there, "sync")
    if (there / "invoices/2026" / f"{number}.yaml").read_text().count(ticket) == 0:
        raise AssertionError(f"{number} did not arrive")
    trees = {office.git(place, "rev-parse", "HEAD^{tree}") for place in (here, there)}
    if len(trees) != 1 or number != "INV-2026-000001":
        raise AssertionError(f"the clones differ, or the number does: {number}")
    for place in (here, there):
        if found := office.trouble(place):
            raise AssertionError(f"{place}: {found}")


def main():
    tried, failed = 0, 0
    for name, serve in (("git daemon", serve_daemon), ("ssh", serve_ssh)):
        with Office(sys.argv[1]) as office:
            url, server, why = serve(office)
            try:
                if why:
                    print(f"{name}: skipped: {why}")
                    continue
                tried += 1
                exchange(office, url)
                print(f"{name}: cloned, synced and issued through {url.split('//')[0]}//")
            except (AssertionError, subprocess.TimeoutExpired) as error:
                failed += 1
                print(f"{name}: FAILED: {error}")
            finally:
                if server is not None:
                    os.killpg(server.pid, 15)
                    server.communicate()
    sys.exit(1 if failed else 0 if tried else 77)


if __name__ == "__main__":
    main()
