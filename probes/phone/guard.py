import re
from collections.abc import Collection

from probes.errors import NotAllowed
from probes.phone.dial_target import DialTarget, read_target
from probes.phone.forbidden import canonical_number, forbidden_reason

_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?", re.ASCII)
_EXTENSION = 6
"""Digits of the longest extension inside an allowed exchange; longer ones are numbers of the network."""


def check_dialable(
    target: str, *, country: str, allowed: Collection[str] | None, gateways: Collection[str] = ()
) -> str:
    """Return the one spelling in which `target` may be dialled: +E.164, short digits or a SIP address.

    Emergency and premium numbers are refused in any spelling, whatever `allowed` says: this is a
    rule in code, not a setting. `allowed` lists what may be dialled at all, as numbers, SIP
    addresses and hosts (with or without port); None leaves that to the caller. A host allows the
    names and short extensions behind it, never a network number. Through `gateways` (hosts of our
    own trunk) an allowed number may be reached too. `country` is where short numbers are dialled.

    Raises NotAllowed with the reason.
    """
    found = read_target(target)
    for suspect in found.suspects:
        reason = forbidden_reason(suspect, country=country)
        if reason:
            raise NotAllowed(f"{target}: {reason} and is never dialled")
    if found.number and not re.fullmatch(r"\+?\d+", found.number):
        raise NotAllowed(f"{target}: codes with * and # change the exchange's settings and are not dialled")
    if allowed is not None and not _is_allowed(found, country=country, allowed=allowed, gateways=gateways):
        raise NotAllowed(
            f"{target}: it is none of the campaign's touchpoints or verified shoppers' phones – add it to"
            " the organisation or the shopper if it may be called"
        )
    canonical = found.uri or canonical_number(found.number, country=country)
    if not found.uri and not re.fullmatch(r"\+[1-9]\d{4,14}|\d{2,15}", canonical):
        raise NotAllowed(f"{target}: no number has this form")
    # Once more as it is dialled: a calling code may have been found in the digits (-470 0 000 is +47 000).
    if not found.uri and (reason := forbidden_reason(canonical, country=country)):
        raise NotAllowed(f"{target}: {reason} and is never dialled")
    return canonical


def _is_allowed(
    found: DialTarget, *, country: str, allowed: Collection[str], gateways: Collection[str]
) -> bool:
    number = canonical_number(found.number, country=country) if found.number else ""
    numbers, addresses, hosts = _sorted_list(allowed, country=country)
    if not found.host:
        return number in numbers
    if any(_same_address(found, one) for one in addresses):
        return True
    if any(_same_host(found, one) for one in gateways) and number:
        return number in numbers
    if not any(_same_host(found, one) for one in hosts):
        return False
    is_network_number = found.number and (len(found.number.strip("+*#")) > _EXTENSION or "+" in found.number)
    return not is_network_number or number in numbers


def _sorted_list(allowed: Collection[str], *, country: str) -> tuple[set[str], list[DialTarget], list[str]]:
    """Sort the entries into numbers, addresses and hosts. An entry that is none of them allows nothing."""
    numbers: set[str] = set()
    addresses: list[DialTarget] = []
    hosts: list[str] = []
    for entry in allowed:
        if _ADDRESS.fullmatch(entry):
            hosts.append(entry)
            continue
        try:
            one = read_target(entry)
        except NotAllowed:
            hosts.append(entry.strip().lower())
            continue
        if one.host and one.user:
            addresses.append(one)
        elif one.host:
            hosts.append(f"{one.host}:{one.port}" if one.port else one.host)
        else:
            numbers.add(canonical_number(one.number, country=country))
    return numbers, addresses, hosts


def _same_address(found: DialTarget, entry: DialTarget) -> bool:
    return (found.user, found.host) == (entry.user, entry.host) and entry.port in (0, found.port)


def _same_host(found: DialTarget, entry: str) -> bool:
    host, _, port = entry.strip().lower().partition(":") if not entry.startswith("[") else (entry, "", "")
    if not re.fullmatch(r"[a-z0-9.\[\]:-]+", host):
        return False
    return found.host == host and (not port or str(found.port or 5060) == port)
