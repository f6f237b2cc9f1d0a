"""How small a difference a design can tell: the standard error of the difference of two organisations."""

from dataclasses import dataclass
from math import ceil, inf

_TWO_SIDED_5 = 1.959963984540054  # Φ⁻¹(0.975)
_POWER_80 = 0.8416212335729143  # Φ⁻¹(0.8)


@dataclass(frozen=True, slots=True)
class Variances:
    """What scores are expected to vary by, in points squared.

    Project's choice, to be replaced by the variances of a campaign that has been made: contacts of one
    organisation by 12 points (standard deviation), shoppers' severity by 4, enquiries by 5, and shoppers
    towards single organisations by 2.
    """

    contact: float = 144.0
    shopper: float = 16.0
    enquiry: float = 25.0
    shopper_organisation: float = 4.0


EXPECTED = Variances()
"""What is expected before any campaign has been made."""


def variance_between(
    *,
    contacts: float,
    shoppers: float,
    shared_shoppers: float,
    enquiries: float,
    shared_enquiries: float,
    variances: Variances,
) -> float:
    """Give the variance of the difference of two organisations' raw means, in points squared.

    2 [σ²_contact/n + σ²_so/m + (1-ρ_s) σ²_s/m + (1-ρ_q) σ²_q/q] for n `contacts`, m `shoppers` and q
    `enquiries` each, ρ the shares that both have in common (a D study of generalizability theory; Brennan
    2001). `shoppers` infinite: machines alone, who judge all alike.
    """
    return 2 * (
        variances.contact / contacts
        + variances.shopper_organisation / shoppers
        + (1 - shared_shoppers) * variances.shopper / shoppers
        + (1 - shared_enquiries) * variances.enquiry / enquiries
    )


def contacts_needed(*, difference: float, apart_from_contacts: float, variances: Variances) -> float:
    """Give the contacts each that separate two organisations `difference` points apart.

    Tested at 5 % (two-sided) with a power of 80 %, one pair named beforehand. `apart_from_contacts` is the
    part of the variance that more contacts do not lessen; infinite when it alone is too much.
    """
    allowed = (difference / (_TWO_SIDED_5 + _POWER_80)) ** 2 - apart_from_contacts
    return ceil(2 * variances.contact / allowed - 1e-9) if allowed > 0 else inf
