"""One message, one address, once."""

from __future__ import annotations

from tests.delivery.conftest import Practice


def test_a_sheet_arrives_at_the_one_address(practice: Practice) -> None:
    run = practice.send("ls-1042.yaml")
    print(run.output, run.stderr)
    assert run.exit_code == 0
    [mail] = practice.office.delivered
    assert mail.recipients == ["zanary@example.org"]
    print(mail.raw[:1500].decode())
    print(practice.office.said)
    print(practice.email("--log").output)
    print(practice.email("ls-1042.yaml").output)
    assert practice.states() == ["sent"]
