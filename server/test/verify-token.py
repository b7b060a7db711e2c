"""Verifies one of our access tokens with PyJWT, as a service written in Python would."""

import json
import sys

import jwt

given = json.load(sys.stdin)
key_id = jwt.get_unverified_header(given["token"])["kid"]
key = next(key for key in jwt.PyJWKSet.from_dict(given["jwks"]).keys if key.key_id == key_id)
claims = jwt.decode(given["token"], key.key, algorithms=["ES256"], audience=given["audience"], issuer=given["issuer"])
json.dump(claims, sys.stdout)
