#!/usr/bin/env python3
"""Holds sealed sets against other people's implementations: pyrage for the files, sd-jwt for the disclosures.

usage: check_sealed.py SET IDENTITY OPENING PLAIN OUT

Decrypts the copy of SET with IDENTITY, verifies every item of OPENING as an SD-JWT that a key of this test signed, and compares what it
discloses with the line of PLAIN. Writes OUT, an age file for the same recipient, for Etalon to read.
"""
import hashlib
import json
import os
import sys

import pyrage
from jwcrypto.jwk import JWK
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier
from jwcrypto.jws import JWS


def main():
    folder, identity_file, opening_file, plain_file, out = sys.argv[1:]
    secret = [line for line in open(identity_file).read().splitlines() if line.startswith("AGE-SECRET-KEY-")][0]
    identity = pyrage.x25519.Identity.from_str(secret)
    copies = os.path.join(folder, "copies")
    decrypted = [pyrage.decrypt(open(os.path.join(copies, name), "rb").read(), [identity]) for name in sorted(os.listdir(copies))][0]
    lines = [json.loads(line) for line in decrypted.splitlines()]
    plain = [json.loads(line) for line in open(plain_file, encoding="utf-8")]
    assert len(lines) == len(plain)

    key = JWK.generate(kty="EC", crv="P-256")
    opening = json.load(open(opening_file))
    for item in opening["items"]:
        payload = {"_sd": item["digests"], "_sd_alg": "sha-256"}
        jws = JWS(json.dumps(payload).encode())
        jws.add_signature(key, alg="ES256", protected=json.dumps({"alg": "ES256", "typ": "vc+sd-jwt"}))
        token = jws.serialize(compact=True) + "~" + "".join(text + "~" for text in item["disclosures"])
        verified = SDJWTVerifier(token, lambda issuer, header: key).get_verified_payload()
        verified.pop("_sd_alg", None)
        verified.pop("_sd", None)
        assert verified == plain[item["index"]], (verified, plain[item["index"]])

    # The tree by RFC 6962, written down anew.
    def leaf(index):
        digests = sorted(hash_of(text) for text in lines[index]["disclosures"])
        entry = json.dumps({"_sd": digests, "_sd_alg": "sha-256"}, separators=(",", ":")).encode()
        return hashlib.sha256(b"\0" + entry).digest()

    def hash_of(text):
        import base64
        return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()

    def root(leaves):
        if len(leaves) == 1:
            return leaves[0]
        split = 1
        while split * 2 < len(leaves):
            split *= 2
        return hashlib.sha256(b"\1" + root(leaves[:split]) + root(leaves[split:])).digest()

    commitment = json.load(open(os.path.join(folder, "commitment.json")))
    assert root([leaf(index) for index in range(len(lines))]).hex() == commitment["root"]
    with open(out, "wb") as file:
        file.write(pyrage.encrypt(b"from pyrage " * 20000, [pyrage.x25519.Recipient.from_str(str(identity.to_public()))]))
    print(f"{len(lines)} items, {len(opening['items'])} disclosed")


if __name__ == "__main__":
    main()
