from results.models import Role

DOMAIN = "people.svartid.example"
"""Mail addresses of an example's people: nobody can ever get a letter there."""


def demo_people() -> list[Role]:
    """Return the roles of the people of examples, in the order of their awards and roles.

    They belong to demonstrations alone, and cannot sign in otherwise: they have no password, and letters to
    them go nowhere.
    """
    roles = Role.objects.filter(
        ended_at__isnull=True, account__is_active=True, account__email__endswith=f"@{DOMAIN}"
    )
    found = [
        role
        for role in roles.select_related("account", "award", "organisation", "shopper")
        if not role.account.has_usable_password()
    ]
    return sorted(found, key=lambda role: (str(role.account.email).partition(".")[2], role.role))
