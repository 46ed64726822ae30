-- A server's transaction that knows nothing of desks: a ticket changed, one made, its customer touched.
\set n random(1, 20000)
BEGIN;
UPDATE tickets SET status = 'IN_PROGRESS', updated_at = now() WHERE ticket_number = 'T-' || :n;
INSERT INTO tickets (organization_id, ticket_number, customer_id, subject, description, category)
    SELECT organization_id, 'N-' || :n, customer_id, 'A subject of the usual length', repeat('text ', 60), 'OTHER'
    FROM tickets WHERE ticket_number = 'T-' || :n LIMIT 1;
UPDATE users SET updated_at = now() WHERE email = 'u' || (:n % 1000) || '@test';
COMMIT;
