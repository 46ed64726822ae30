-- The tickets of a conversation: merging two tickets asks whose it is.
CREATE INDEX tickets_conversation_id_idx ON tickets (conversation_id);
