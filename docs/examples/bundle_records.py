"""Records of a bundle: canonical JSON (RFC 8785), and shapes by as much of JSON Schema as schema/bundle-1.json uses.

Part of check_bundle.py; no code of Etalon, the standard library alone.
"""
import decimal
import json
import math
import re


def number_text(number):
    """A binary64 number as ECMAScript writes it (RFC 8785, section 3.2.2.3)."""
    if number == 0:
        return "0"
    if not math.isfinite(number):
        raise ValueError("a number beyond binary64")
    sign, digits, exponent = decimal.Decimal(repr(number)).normalize().as_tuple()
    digits, point = "".join(map(str, digits)), len(digits) + exponent
    if 0 < point <= 21:
        text = digits.ljust(point, "0") if len(digits) <= point else digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        text = digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + f"e{point - 1:+d}"
    return "-" * sign + text


def canonical_text(value):
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical_text(name) + ":" + canonical_text(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical_text, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return number_text(float(value))


def canonical(value):
    return canonical_text(value).encode()


def parsed(data):
    def members(pairs):
        if len({name for name, _ in pairs}) != len(pairs):
            raise ValueError("a name stands twice")
        return dict(pairs)

    def refused(word):
        raise ValueError(f"{word} is no JSON")

    value = json.loads(data.decode(), object_pairs_hook=members, parse_int=float, parse_constant=refused)
    if canonical(value) != data:
        raise ValueError("not written as RFC 8785 says")
    return value


def mismatch(value, schema, root, place=""):
    """The first place where a value is not as its schema says, or None."""
    if "$ref" in schema:
        return mismatch(value, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root, place)
    if "oneOf" in schema:
        found = [mismatch(value, option, root, place) for option in schema["oneOf"]]
        return None if found.count(None) == 1 else (max(filter(None, found), key=len) if all(found) else f"{place}: several shapes at once")
    kinds = {"object": dict, "array": list, "string": str, "number": float, "integer": float, "boolean": bool}
    kind = schema.get("type")
    if kind and (not isinstance(value, kinds[kind]) or (kind == "integer" and value != int(value))):
        return f"{place}: not {kind}"
    if "const" in schema and value != schema["const"] or "enum" in schema and value not in schema["enum"]:
        return f"{place}: {value!r} is none of its values"
    if "pattern" in schema and not re.search(schema["pattern"] + r"\Z" if schema["pattern"].endswith("$") else schema["pattern"], value):
        return f"{place}: {value!r} is not written as it must be"
    if isinstance(value, float) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return f"{place}: {value!r} is out of range"
    if isinstance(value, list) and not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        return f"{place}: {len(value)} elements"
    if isinstance(value, list) and "items" in schema:
        return next(filter(None, (mismatch(part, schema["items"], root, f"{place}/{i}") for i, part in enumerate(value))), None)
    if isinstance(value, dict):
        if len(value) > schema.get("maxProperties", len(value)) or len(value) < schema.get("minProperties", 0):
            return f"{place}: {len(value)} members"
        for name in schema.get("required", []):
            if name not in value:
                return f"{place}/{name}: missing"
        for name, part in value.items():
            inner = schema.get("properties", {}).get(name, schema.get("additionalProperties", True))
            if inner is False:
                return f"{place}/{name}: not a field of this record"
            if inner is not True and (found := mismatch(part, inner, root, f"{place}/{name}")):
                return found
    return None
