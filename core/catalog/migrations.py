"""The catalogue's tables, version by version; a version that was released is never changed."""

from __future__ import annotations

VERSION = 5

MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: (
        """create table sessions (
            id text primary key, title text not null, owner text not null,
            created timestamp not null, changed timestamp not null,
            state text not null, template text not null, avatar text not null, voice text not null,
            language text not null, aspect text not null, quality text not null,
            cuts integer not null, duration_ms bigint not null, bytes bigint not null,
            film text not null, poster text not null, message text not null)""",
        "create table words (session text not null, word text not null, primary key (session, word))",
        """create table cuts (
            session text not null, number integer not null, made timestamp not null, duration_ms bigint not null,
            file text not null, passed boolean not null, findings integer not null, primary key (session, number))""",
    ),
    2: (
        "alter table sessions add column project text default ''",
        "alter table sessions add column tags text default ''",
        "alter table sessions add column shelved text default 'open'",
        "alter table sessions add column sorted text default ''",
        "update sessions set sorted = lower(title)",
        "create table tags (session text not null, tag text not null)",
        "create table preferences (person text not null, key text not null, value text not null, primary key (person, key))",
    ),
    3: (
        "create sequence numbers",
        "alter table sessions add column number bigint default 0",
        "alter table sessions add column found_by text default ''",
        "update sessions set number = nextval('numbers')",
        "create table found as select word, number from words join sessions on id = session order by word",
        "create table found_lately (word text not null, number bigint not null)",
        "drop table words",
        "drop table tags",
    ),
    4: ("alter table sessions add column seen bigint default 0",),
    5: (
        """create table bills (
            made text not null, month text not null, entry text not null, port text not null, model text not null,
            usd decimal(18, 9) not null, person text not null, session text not null)""",
        "create table billed (file text primary key, read_to bigint not null)",
    ),
}
