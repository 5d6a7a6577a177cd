-- A year of history for the children in %(children)s. Statements are separated by a blank line.

-- Twenty visits each, at an hour of the child's own, so that no worker is in two places.
INSERT INTO visits_visit (ref, child_id, worker_id, planned_by_id, planned_at, starts_at, ends_at, mode, bring, status, reason)
SELECT substr(md5(random()::text) || md5(random()::text), 1, 26), child_id, worker_id, worker_id,
       at - interval '14 days', at, at + interval '1 hour', 'home', '', 'done', ''
FROM (
    SELECT e.child_id, a.worker_id,
           date_trunc('hour', now()) - n * interval '14 days' - (e.child_id %% 200) * interval '61 minutes' AS at
    FROM families_episode e
    JOIN families_allocation a ON a.episode_id = e.id AND a.until_at IS NULL
    CROSS JOIN generate_series(1, 20) n
    WHERE e.child_id = ANY(%(children)s)
) planned

INSERT INTO visits_visitrecord (visit_id, number, present, went, play, practice, prompt, saw, parent_words, plan,
                                family_news, parent_comment, reason, signed_at, signed_by_id)
SELECT id, 1, ARRAY['Sam'], 'did', 'We popped bubbles.', 'Two sips.', 'words', 'Three of four.', 'We clapped.',
       'Try it at breakfast.', '', '', '', ends_at, worker_id
FROM visits_visit WHERE status = 'done' AND child_id = ANY(%(children)s)

INSERT INTO assessments_observation
    (child_id, item_id, state, source, "on", by_id, recorded_at, help, "where", is_general, note)
SELECT c.id, i.id, CASE WHEN n = 2 THEN 'can' ELSE 'not_yet' END, 'worker', current_date - 200 / n,
       (SELECT min(id) FROM accounts_user), now(), '', '', false, ''
FROM families_child c
CROSS JOIN (SELECT id FROM assessments_item ORDER BY id LIMIT 40) i
CROSS JOIN generate_series(1, 2) n
WHERE c.id = ANY(%(children)s)

INSERT INTO families_homenote (ref, child_id, text, tone, icon)
SELECT substr(md5(random()::text) || md5(random()::text), 1, 26), id, 'Hearing aids', 'info', 'ear' FROM families_child WHERE id = ANY(%(children)s) AND id %% 3 = 0

INSERT INTO assessments_goal
    (ref, child_id, text, why, status, set_on, does_what, conditions, success, priority)
SELECT substr(md5(random()::text) || md5(random()::text), 1, 26), id, 'Drink from a cup', '', 'current',
       current_date - 90, '', '', '', 2
FROM families_child WHERE id = ANY(%(children)s)

INSERT INTO assessments_step (ref, goal_id, "order", text, criterion, kind, ending)
SELECT substr(md5(random()::text) || md5(random()::text), 1, 26), g.id, n, 'Step ' || n, '3 of 4', 'step', ''
FROM assessments_goal g
CROSS JOIN generate_series(1, 5) n
WHERE g.child_id = ANY(%(children)s)

INSERT INTO visits_activity (ref, child_id, what, how, "when", often, from_on)
SELECT substr(md5(random()::text) || md5(random()::text), 1, 26), id, 'take two sips', 'Wait.', '{}', '', current_date
FROM families_child WHERE id = ANY(%(children)s)

VACUUM ANALYZE
