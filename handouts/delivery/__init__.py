"""A finished sheet on its way to the patient: by e-mail, under a promise that `outbox` and `ledger` keep."""
