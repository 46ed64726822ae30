-- One row of every table of the organization, which is called X here.
INSERT INTO organizations (id, name, slug, settings) VALUES ('01000000-0000-4000-8000-00000000000X', 'secret-X', 'org-X', '{"note": "secret-X"}');
INSERT INTO users (id, organization_id, email, name) VALUES
    ('02000000-0000-4000-8000-00000000000X', '01000000-0000-4000-8000-00000000000X', 'secret-X@test', 'secret-X'),
    ('02100000-0000-4000-8000-00000000000X', '01000000-0000-4000-8000-00000000000X', 'secret-X2@test', 'secret-X');
INSERT INTO representatives (id, organization_id, user_id) VALUES
    ('03000000-0000-4000-8000-00000000000X', '01000000-0000-4000-8000-00000000000X', '02000000-0000-4000-8000-00000000000X');
INSERT INTO customer_profiles (id, organization_id, user_id, context) VALUES
    ('04000000-0000-4000-8000-00000000000X', '01000000-0000-4000-8000-00000000000X', '02100000-0000-4000-8000-00000000000X', '"secret-X"');
INSERT INTO tickets (id, organization_id, ticket_number, customer_id, subject, description, category) VALUES
    ('05000000-0000-4000-8000-00000000000X', '01000000-0000-4000-8000-00000000000X', 'TICKET-1001', '02100000-0000-4000-8000-00000000000X', 'secret-X', 'secret-X', 'OTHER');
INSERT INTO escalations (id, organization_id, conversation_id, customer_id, reason, issue_description) VALUES
    ('06000000-0000-4000-8000-00000000000X', '01000000-0000-4000-8000-00000000000X', '05000000-0000-4000-8000-00000000000X', '02100000-0000-4000-8000-00000000000X', 'OTHER', 'secret-X');
INSERT INTO refunds (id, organization_id, order_id, customer_id, amount, reason) VALUES
    ('07000000-0000-4000-8000-00000000000X', '01000000-0000-4000-8000-00000000000X', 'secret-X', '02100000-0000-4000-8000-00000000000X', 5.00, 'OTHER');
INSERT INTO budgets (id, organization_id, type, period, "limit", spent, remaining, period_start, period_end) VALUES
    ('08000000-0000-4000-8000-00000000000X', '01000000-0000-4000-8000-00000000000X', 'REFUND', 'MONTHLY', 100.00, 5.00, 95.00, '2026-01-01', '2026-02-01');
INSERT INTO budget_usage_records (id, budget_id, amount, refund_id, reason) VALUES
    ('09000000-0000-4000-8000-00000000000X', '08000000-0000-4000-8000-00000000000X', 5.00, '07000000-0000-4000-8000-00000000000X', 'secret-X');
INSERT INTO agent_configurations (id, organization_id, name, type, description) VALUES
    ('0a000000-0000-4000-8000-00000000000X', '01000000-0000-4000-8000-00000000000X', 'secret-X', 'CUSTOM', 'secret-X');
INSERT INTO decision_rules (id, organization_id, name, description, priority, conditions, action) VALUES
    ('0b000000-0000-4000-8000-00000000000X', '01000000-0000-4000-8000-00000000000X', 'secret-X', 'secret-X', 1, '["secret-X"]', 'CUSTOM');
INSERT INTO performance_metrics (id, organization_id, period, period_start, period_end) VALUES
    ('0c000000-0000-4000-8000-00000000000X', '01000000-0000-4000-8000-00000000000X', 'DAY', '2026-01-01', '2026-01-02');
INSERT INTO team_performance (id, organization_id, representative_id, period, period_start, period_end) VALUES
    ('0d000000-0000-4000-8000-00000000000X', '01000000-0000-4000-8000-00000000000X', '03000000-0000-4000-8000-00000000000X', 'DAY', '2026-01-01', '2026-01-02');
