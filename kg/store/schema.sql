-- The truth of a store. Whatever the graph holds follows from these tables.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- What was put in or taken out and does not stand in the tables below yet: safe, and seen by no reader.
CREATE TABLE incoming (
    document TEXT PRIMARY KEY,
    rank TEXT NOT NULL, -- which version of an article is the newer
    content TEXT NOT NULL,
    run TEXT NOT NULL,
    place TEXT,
    record TEXT -- JSON of article, claims and run; NULL: to be taken out
) WITHOUT ROWID;

CREATE TABLE runs (
    key TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    model TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    threshold REAL NOT NULL
) WITHOUT ROWID;

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    title TEXT,
    date TEXT,
    source TEXT,
    url TEXT,
    language TEXT NOT NULL,
    genre TEXT NOT NULL,
    author TEXT,
    rank TEXT NOT NULL, -- which version of an article is the newer
    content TEXT NOT NULL, -- hash of all that the article is
    run TEXT NOT NULL REFERENCES runs (key),
    place TEXT, -- the file or address it was read from
    sketch BLOB NOT NULL -- of the text, by which copies are known: see kg/read/copies.py
);
CREATE INDEX documents_run ON documents (run);

CREATE TABLE claims (
    document TEXT NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL,
    key TEXT NOT NULL, -- IRI of the claim
    subject TEXT NOT NULL,
    predicate TEXT NOT NULL,
    object TEXT NOT NULL,
    factuality TEXT NOT NULL,
    edge INTEGER NOT NULL, -- 1: makes an edge alone
    confidence REAL NOT NULL,
    outlet TEXT, -- who the article has it from, else who publishes it
    wording TEXT NOT NULL, -- hash of the words of the quote
    record TEXT NOT NULL -- JSON, see kg/records.py
);
CREATE INDEX claims_document ON claims (document, start, key);
CREATE INDEX claims_subject ON claims (subject, predicate, object);
CREATE INDEX claims_object ON claims (object, predicate);
CREATE INDEX claims_predicate ON claims (predicate);

-- Which document has ever been said to be which page, until it is taken out: so that versions of one page are known to be
-- versions under whatever ids they come, and in whatever order.
CREATE TABLE versions (
    document TEXT NOT NULL,
    page TEXT NOT NULL, -- key of its address: see kg/read/pages.py
    PRIMARY KEY (document, page)
) WITHOUT ROWID;
CREATE INDEX versions_page ON versions (page, document);

-- The graph of each document as it stands in Oxigraph.
CREATE TABLE graphs (
    document TEXT PRIMARY KEY REFERENCES documents (id),
    triples BLOB NOT NULL -- N-Triples, sorted, deflated
);

-- The claims of a document as they were extracted, where curation changed one of them.
CREATE TABLE extracted (
    document TEXT PRIMARY KEY REFERENCES documents (id),
    records TEXT NOT NULL -- JSON
) WITHOUT ROWID;

-- Names that curation gave to entities.
CREATE TABLE aliases (
    entity TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (entity, name)
) WITHOUT ROWID;

-- Which document mentions which entity in a claim, and how it describes it.
CREATE TABLE entities (
    entity TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents (id),
    label TEXT NOT NULL,
    types TEXT NOT NULL, -- separated by |, the main one first
    PRIMARY KEY (entity, document, label, types)
) WITHOUT ROWID;
CREATE INDEX entities_document ON entities (document);

-- How many documents describe an entity so; kept by the triggers at the end.
CREATE TABLE descriptions (
    entity TEXT NOT NULL,
    label TEXT NOT NULL,
    types TEXT NOT NULL,
    documents INTEGER NOT NULL,
    PRIMARY KEY (entity, label, types)
) WITHOUT ROWID;

-- Which document supports which edge.
CREATE TABLE edges (
    subject TEXT NOT NULL,
    predicate TEXT NOT NULL,
    object TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents (id),
    PRIMARY KEY (subject, predicate, object, document)
) WITHOUT ROWID;
CREATE INDEX edges_document ON edges (document);

-- What of the graph a transaction has touched: a document, entity, edge or run by its key (an edge's: JSON). Worked off
-- before the transaction ends, hence empty for whoever reads.
CREATE TABLE touched (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;

CREATE TRIGGER described AFTER INSERT ON entities BEGIN
    INSERT INTO descriptions VALUES (new.entity, new.label, new.types, 1)
    ON CONFLICT DO UPDATE SET documents = documents + 1;
END;

CREATE TRIGGER forgotten AFTER DELETE ON entities BEGIN
    UPDATE descriptions SET documents = documents - 1
    WHERE entity = old.entity AND label = old.label AND types = old.types;
    DELETE FROM descriptions
    WHERE entity = old.entity AND label = old.label AND types = old.types AND documents = 0;
END;
