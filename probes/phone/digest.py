import hashlib
import re
import secrets

from probes.phone import sip_text
from probes.phone.trunk import Trunk


def authorization(challenge: str, *, method: str, uri: str, trunk: Trunk) -> str:
    """Return the header that answers a 401 or 407 (RFC 3261 section 22, MD5 with or without qop=auth)."""
    proxy = sip_text.status(challenge) == 407
    asked = sip_text.header(challenge, "Proxy-Authenticate" if proxy else "WWW-Authenticate")
    fields = dict(re.findall(r"(\w+)\s*=\s*\"?([^\",]*)\"?", asked))
    realm, nonce = fields.get("realm", ""), fields.get("nonce", "")
    secret = _md5(f"{trunk.username}:{realm}:{trunk.password}")
    said = [f'username="{trunk.username}"', f'realm="{realm}"', f'nonce="{nonce}"', f'uri="{uri}"']
    if "auth" in fields.get("qop", "").split(","):
        own = secrets.token_hex(8)
        response = _md5(f"{secret}:{nonce}:00000001:{own}:auth:{_md5(f'{method}:{uri}')}")
        said += ["qop=auth", "nc=00000001", f'cnonce="{own}"']
    else:
        response = _md5(f"{secret}:{nonce}:{_md5(f'{method}:{uri}')}")
    said.append(f'response="{response}"')
    said += [f'opaque="{fields["opaque"]}"'] if "opaque" in fields else []
    return f"{'Proxy-Authorization' if proxy else 'Authorization'}: Digest {', '.join(said)}"


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
