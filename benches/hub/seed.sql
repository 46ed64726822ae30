-- 10 organizations, 1,000 users, 20,000 tickets.
INSERT INTO organizations (name, slug) SELECT 'o' || i, 'o' || i FROM generate_series(1, 10) i;
INSERT INTO users (organization_id, email, name)
    SELECT (SELECT id FROM organizations ORDER BY slug LIMIT 1 OFFSET i % 10), 'u' || i || '@test', 'n' FROM generate_series(0, 999) i;
INSERT INTO tickets (organization_id, ticket_number, customer_id, subject, description, category)
    SELECT u.organization_id, 'T-' || i, u.id, 's', repeat('text ', 60), 'OTHER'
    FROM generate_series(1, 20000) i JOIN users u ON u.email = 'u' || (i % 1000) || '@test';
ANALYZE;
