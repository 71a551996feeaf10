"""Checks a signed bundle with programs of others, each for the standard that it stands for.

usage: check_outside.py BUNDLE KEY

KEY is the signer's public key in PEM. Prints a line for each check; exit 0 where all agree, else 1. The packages stand in requirements.txt.
"""
import base64
import glob
import hashlib
import json
import os
import subprocess
import sys
import tempfile

CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def read(path):
    with open(path, "rb") as file:
        return file.read()


def envelope(bundle):
    return json.loads(read(bundle + "/attestations/run.dsse.json"))


def signed_bytes(bundle):
    """DSSE's pre-authentication encoding."""
    kind, payload = envelope(bundle)["payloadType"].encode(), base64.b64decode(envelope(bundle)["payload"], validate=True)
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


@check
def bagit_reads_a_complete_bag(bundle, key):
    import bagit

    bagit.Bag(bundle).validate()


@check
def sha256sum_accepts_the_manifest(bundle, key):
    subprocess.run(["sha256sum", "--strict", "--quiet", "-c", "manifest-sha256.txt"], cwd=bundle, check=True)


@check
def the_root_is_dirhash1_of_a_tree_with_data_alone(bundle, key):
    """golang.org/x/mod/sumdb/dirhash, Hash1, as in-toto's digest set has it: in hexadecimal instead of base64."""
    files = sorted(path[len(bundle) + 1:] for path in glob.glob(bundle + "/data/**", recursive=True) if os.path.isfile(path))
    lines = "".join(f"{hashlib.sha256(read(bundle + '/' + name)).hexdigest()}  {name}\n" for name in files)
    root = hashlib.sha256(read(bundle + "/manifest-sha256.txt")).hexdigest()
    assert hashlib.sha256(lines.encode()).hexdigest() == root


@check
def openssl_verifies_the_signature(bundle, key):
    with tempfile.TemporaryDirectory() as folder:
        for name, data in [("pae", signed_bytes(bundle)), ("sig", base64.b64decode(envelope(bundle)["signatures"][0]["sig"]))]:
            with open(f"{folder}/{name}", "wb") as file:
                file.write(data)
        words = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", key, "-sigfile", f"{folder}/sig", "-in", f"{folder}/pae"]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


@check
def securesystemslib_verifies_the_envelope_and_has_the_same_keyid(bundle, key):
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from securesystemslib.dsse import Envelope
    from securesystemslib.signer import SSlibKey

    public = SSlibKey.from_crypto(load_pem_public_key(read(key)))
    found = Envelope.from_dict(envelope(bundle))
    assert list(found.signatures) == [public.keyid], f"{list(found.signatures)} is not [{public.keyid}]"
    assert found.pae() == signed_bytes(bundle)
    found.verify([public], 1)


@check
def in_toto_attestation_validates_statement_and_provenance(bundle, key):
    from google.protobuf import json_format
    from in_toto_attestation.predicates.provenance.v1.provenance_pb2 import Provenance
    from in_toto_attestation.v1.statement import Statement
    from in_toto_attestation.v1.statement_pb2 import Statement as Message

    payload = base64.b64decode(envelope(bundle)["payload"])
    statement = Statement.copy_from_pb(json_format.Parse(payload, Message()))
    statement.validate()
    assert statement.pb.predicate_type == "https://slsa.dev/provenance/v1"
    # A field that the predicate does not have is an error here.
    provenance = json_format.Parse(json.dumps(json.loads(payload)["predicate"]), Provenance())
    assert provenance.build_definition.build_type == "urn:etalon:run:v1" and provenance.run_details.builder.id


@check
def rfc8785_writes_every_record_byte_for_byte(bundle, key):
    import rfc8785

    lines = [line for name in ("data/trials.jsonl", "data/items/*", "data/transcripts/*") for path in glob.glob(f"{bundle}/{name}")
             for line in read(path).splitlines()]
    records = [read(path) for path in glob.glob(bundle + "/data/*.json") + glob.glob(bundle + "/attestations/*.json")]
    records.append(base64.b64decode(envelope(bundle)["payload"]))
    for record in records + lines:
        # Integral numbers as such: rfc8785 refuses integers beyond 2^53 and writes the others as ECMAScript does.
        assert rfc8785.dumps(json.loads(record)) == record, record[:80]


@check
def jsonschema_takes_every_record(bundle, key):
    import jsonschema

    schema = json.load(open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../schema/bundle-1.json")))
    kinds = [(name, path) for name in schema["$defs"] for path in glob.glob(f"{bundle}/data/{name}.json")]
    records = [(name, read(path)) for name, path in kinds]
    for name, place in [("trial", "trials.jsonl"), ("item", "items/*"), ("transcript", "transcripts/*")]:
        records += [(name, line) for path in glob.glob(f"{bundle}/data/{place}") for line in read(path).splitlines()]
    for name, record in records:
        jsonschema.Draft202012Validator({"$defs": schema["$defs"], "$ref": f"#/$defs/{name}"}).validate(json.loads(record))


def main():
    failed = 0
    for function in CHECKS:
        try:
            function(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]))
            print("agrees ", function.__name__.replace("_", " "))
        except Exception as problem:  # a check may fail in any way that its package knows
            failed += 1
            print("differs", function.__name__.replace("_", " ") + ":", f"{problem!r}"[:2000])
    return 1 if failed else 0


sys.exit(main())
