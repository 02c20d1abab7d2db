"""What every answer must be, and a count of all answers: loaded by Schemathesis, see run."""

import os

import schemathesis


@schemathesis.hook
def after_call(context, case, response):
    with open(os.environ["FUZZ_CALLS"], "a") as calls:
        print(response.status_code, file=calls)


@schemathesis.check
def answered_as_promised(context, response, case):
    retried = response.status_code == 503 and "retry-after" in response.headers
    assert response.status_code < 500 or retried, f"must not be {response.status_code}: {response.text}"
    assert "x-request-id" in response.headers, "must have a request id"
    if response.status_code >= 400 and case.method != "HEAD":
        kind = response.headers.get("content-type", [""])[0]
        assert kind.startswith("application/problem+json"), f"an error must be a problem document, got {kind}"
