-- What a server may do that owns no table. API stands for its role.
SET SESSION AUTHORIZATION API;
SELECT count(*) FROM tickets;
INSERT INTO users (id, organization_id, email, name) VALUES ('21000000-0000-4000-8000-00000000000a', '01000000-0000-4000-8000-00000000000a', 'x', 'x') RETURNING name;
UPDATE users SET name = 'y' WHERE id::text LIKE '21%' RETURNING name;
COPY tickets (id, organization_id, ticket_number, customer_id, subject, description, category) FROM STDIN;
51000000-0000-4000-8000-00000000000a	01000000-0000-4000-8000-00000000000a	T-51	21000000-0000-4000-8000-00000000000a	s	d	OTHER
52000000-0000-4000-8000-00000000000a	01000000-0000-4000-8000-00000000000a	T-52	21000000-0000-4000-8000-00000000000a	s	d	OTHER
\.
COPY (SELECT ticket_number FROM tickets ORDER BY 1) TO STDOUT;
INSERT INTO tickets (id, organization_id, ticket_number, customer_id, subject, description, category)
    VALUES ('52000000-0000-4000-8000-00000000000a', '01000000-0000-4000-8000-00000000000a', 'T-52', '21000000-0000-4000-8000-00000000000a', 'upserted', 'd', 'OTHER')
    ON CONFLICT (id) DO UPDATE SET subject = excluded.subject RETURNING subject;
INSERT INTO performance_metrics (id, organization_id, period, period_start, period_end) VALUES ('c1000000-0000-4000-8000-00000000000a', '01000000-0000-4000-8000-00000000000a', 'DAY', '2026-01-01', '2026-01-02');
MERGE INTO performance_metrics m USING (VALUES ('c1000000-0000-4000-8000-00000000000a'::uuid)) v (id) ON m.id = v.id WHEN MATCHED THEN UPDATE SET total_chats = 7;
SELECT total_chats FROM performance_metrics WHERE id::text LIKE 'c1%';
BEGIN;
INSERT INTO users (id, organization_id, email, name) VALUES ('29000000-0000-4000-8000-00000000000a', '01000000-0000-4000-8000-00000000000a', 'x', 'x');
SAVEPOINT s;
INSERT INTO tickets (id, organization_id, ticket_number, customer_id, subject, description, category)
    VALUES ('59000000-0000-4000-8000-00000000000a', '01000000-0000-4000-8000-00000000000a', 'T', '29000000-0000-4000-8000-00000000000a', 's', 'd', 'OTHER');
ROLLBACK TO s;
ROLLBACK;
DELETE FROM tickets WHERE id::text LIKE '51%' RETURNING subject;
INSERT INTO budget_usage_records (id, budget_id, amount) VALUES ('91000000-0000-4000-8000-00000000000a', '08000000-0000-4000-8000-00000000000a', 1);
DELETE FROM budgets WHERE organization_id = '01000000-0000-4000-8000-00000000000a';
SELECT count(*) FROM budget_usage_records;
DELETE FROM users WHERE organization_id = '01000000-0000-4000-8000-00000000000a' AND id::text LIKE '02%';
SELECT count(*) FROM escalations;
TRUNCATE agent_configurations;
TRUNCATE tickets, escalations;
SELECT relrowsecurity, count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' GROUP BY 1;
RESET SESSION AUTHORIZATION;
