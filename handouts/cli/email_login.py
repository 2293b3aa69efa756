"""`handouts email login`: the password of each clinic's mail server, asked for, tried, and kept in the keyring."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.delivery.mail.credentials import store_password
from handouts.delivery.mail.outbox import server_of
from handouts.delivery.mail.transport import Connection
from handouts.errors import UsageError
from handouts.library.folders import Workspace
from handouts.library.library import Library


@click.command("login")
def email_login() -> None:
    """Ask for the mail server's password and keep it in the keyring.

    It is tried on the server first.

    \b
    Example:
      handouts email login
    """
    library = Library(Workspace.at(Path.cwd()))
    clinics = {id: library.clinic(id) for id in library.ids("clinics")}
    mails = {id: clinic.email for id, clinic in clinics.items() if clinic.email}
    if not mails:
        raise UsageError("no clinic here sends e-mail; docs/delivery.md shows how to set it up")
    for id, mail in mails.items():
        password = click.prompt(f"{id}: password of {mail.login} at {mail.host}", hide_input=True)
        Connection(server_of(mail, id, library), password).close()
        store_password(mail, password)
        click.echo(f"{id}: the server accepts the password; it is in this computer's keyring")
