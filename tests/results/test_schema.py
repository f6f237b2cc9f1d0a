import io

from django.core.management import call_command


def test_the_schema_stands_and_no_model_lacks_a_migration(record):
    from results.models import Campaign
    from results.setup import migrate_record

    assert Campaign.objects.count() == 0
    assert migrate_record() is False
    call_command("makemigrations", "--check", "--dry-run", stdout=io.StringIO())


def test_the_schema_stands_on_debians_server(debian_record):
    from results.models import Campaign
    from results.setup import migrate_record

    assert Campaign.objects.count() == 0
    assert migrate_record() is False
