import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.database_url import DatabaseAddress, read_database_url
from results.errors import BadDatabaseUrl


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (
            "postgresql://svartid:p%40ss@db.example:5433/record?sslmode=require",
            DatabaseAddress("record", "db.example", 5433, "svartid", "p@ss", {"sslmode": "require"}),
        ),
        ("postgres://db.example/record", DatabaseAddress("record", "db.example")),
        ("postgresql:///record?host=/run/postgresql", DatabaseAddress("record", "/run/postgresql")),
        ("postgresql://svartid@/record?host=/run/a b", DatabaseAddress("record", "/run/a b", user="svartid")),
        ("postgresql://[::1]:5432/record", DatabaseAddress("record", "::1", 5432)),
    ],
)
def test_it_reads(url, address):
    assert read_database_url(url) == address


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "mysql://h/n",
            "DATABASE_URL: must begin with postgresql:// (found mysql://) – write it like postgresql://",
        ),
        (
            "svartid",
            "DATABASE_URL: must begin with postgresql:// (it has none) – write it like postgresql://",
        ),
        ("postgresql://h:port/n", "DATABASE_URL: port: must be a number from 1 to 65535 – "),
        ("postgresql://h:0/n", "DATABASE_URL: port: must be a number from 1 to 65535 – "),
        ("postgresql://h:70000/n", "DATABASE_URL: port: must be a number from 1 to 65535 – "),
        ("postgresql://h", "DATABASE_URL: the name of the database is missing after the host – "),
        (
            "postgresql://u:secret#1@h/n",
            "DATABASE_URL: a # in user, password or name must be written %23",
        ),
        ("postgresql://h/n#x", "DATABASE_URL: a # in user, "),
        ("postgresql://h/n?ssl=on", "DATABASE_URL: option ssl: unknown (known: host, sslmode, "),
    ],
)
def test_what_is_wrong_is_named_without_the_password(url, told):
    with pytest.raises(BadDatabaseUrl) as caught:
        read_database_url(url)
    assert str(caught.value).startswith(told)
    assert "secret" not in str(caught.value)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_words(text):
    told = ""
    try:
        read_database_url("postgresql://" + text)
    except BadDatabaseUrl as error:
        told = str(error)
    assert told == "" or told.startswith("DATABASE_URL: ")


def test_the_password_never_stands_in_a_repr():
    assert "secret" not in repr(DatabaseAddress("n", password="secret"))


def test_a_network_may_be_silent_for_seconds_only_at_either_end():
    options = read_database_url("postgresql://db.example/record").to_django()["OPTIONS"]
    assert options == {
        "connect_timeout": "10", "keepalives": "1", "keepalives_idle": "10", "keepalives_interval": "5",
        "keepalives_count": "3", "tcp_user_timeout": "20000",
        "options": "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
        " -c tcp_user_timeout=20000",
    }  # fmt: skip
    assert read_database_url("postgresql:///record?host=/run/postgresql").to_django()["OPTIONS"] == {}


def test_what_the_address_says_itself_stands_and_the_server_takes_both(debian_server):
    a = debian_server.address
    given = "connect_timeout=3&options=-c%20tcp_keepalives_idle%3D33%20-c%20work_mem%3D5MB"
    asked = read_database_url(f"postgresql://db.example/record?{given}").to_django()["OPTIONS"]
    assert asked["connect_timeout"] == "3"
    # On a socket there is no TCP to set: the words must be taken all the same.
    with psycopg.connect(**a.to_libpq(), **asked) as connection:
        assert connection.execute("SHOW work_mem").fetchone() == ("5MB",)
