import ssl

from probes.email.account import MailServer
from probes.errors import BadSettings


def tls_context(server: MailServer) -> ssl.SSLContext:
    """Return what a connection to this server trusts: the system's authorities, or the account's own file.

    Raises BadSettings if that file cannot be read.
    """
    try:
        context = ssl.create_default_context(cafile=server.ca_file or None)
    except (OSError, ssl.SSLError) as error:
        raise BadSettings(f"{server.ca_file}: not a file of certificates ({error})") from error
    if not server.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
