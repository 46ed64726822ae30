-- The tickets of a conversation: merging two tickets asks whose it is.
CREATE INDEX tickets_conversation_id_idx ON tickets (conversation_id);

-- Tickets in the order they are due in. All that came in after hours are due at the same moment: the ticket's id
-- is in the index, so that a page of them is read on from where the last one ended, not sorted.
DROP INDEX ticket_work_due_at_idx;
CREATE INDEX ticket_work_due_at_idx ON ticket_work (organization_id, due_at, ticket_id) WHERE due_at IS NOT NULL;
