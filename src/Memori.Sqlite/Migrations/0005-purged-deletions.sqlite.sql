-- Up to which version the notes of deletions were dropped: who knows less than that starts over.
ALTER TABLE memory_owner ADD COLUMN purged_version INTEGER NOT NULL DEFAULT 0;
