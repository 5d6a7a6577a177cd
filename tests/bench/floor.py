"""The floor: the same rows by bare psycopg through the smallest possible view. Nothing in Python is quicker.

Served by the same gunicorn with as many workers; each path names a query that returns what the page shows.
"""

import os
from html import escape

import psycopg

CHILDREN = """SELECT c.ref, c.given_name, c.family_name, c.born_on, u.name, e.frequency
    FROM families_child c JOIN families_episode e ON e.child_id = c.id AND e.status <> 'closed'
    JOIN families_allocation a ON a.episode_id = e.id AND a.until_at IS NULL
    JOIN accounts_user u ON u.id = a.worker_id
    WHERE {} ORDER BY c.family_name, c.given_name, c.id LIMIT 50"""
QUERIES = {
    "caseload list": CHILDREN.format("u.email = 'sofia.marsh@example.org'"),
    "team list": CHILDREN.format("e.team_id = (SELECT min(team_id) FROM accounts_membership)"),
    "child page": """SELECT c.*, v.starts_at, v.status, r.play, r.saw, r.plan FROM families_child c
        LEFT JOIN visits_visit v ON v.child_id = c.id LEFT JOIN visits_visitrecord r ON r.visit_id = v.id
        WHERE c.id = (SELECT min(id) FROM families_child) ORDER BY v.starts_at DESC LIMIT 20""",
    "my day": """SELECT v.*, c.given_name, c.family_name, c.born_on, a.town, a.postcode FROM visits_visit v
        JOIN families_child c ON c.id = v.child_id JOIN families_address a ON a.family_id = c.family_id
        JOIN accounts_user u ON u.id = v.worker_id WHERE u.email = 'sofia.marsh@example.org'
        AND v.starts_at >= current_date AND v.starts_at < current_date + 1 ORDER BY v.starts_at""",
    "waiting list": """SELECT r.ref, r.score, r.band, r.waiting_since, c.given_name, c.family_name, c.born_on
        FROM families_referral r JOIN families_child c ON c.id = r.child_id WHERE r.status = 'waiting'
        ORDER BY r.score DESC, r.waiting_since, r.id LIMIT 50""",
    "search": """SELECT ref, given_name, family_name, born_on FROM families_child
        WHERE to_tsvector('simple', coalesce(search_key, '')) @@ to_tsquery('simple', '''khan'':*')
        ORDER BY family_name, given_name LIMIT 20""",
    "autosave": """UPDATE accounts_draft SET updated_at = now()
        WHERE id = (SELECT min(id) FROM accounts_draft) RETURNING version""",
}
_connection = None


def connection():
    global _connection
    if _connection is None or _connection.closed:
        _connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    return _connection


def application(environ, start_response):
    """Answer one path with one query as a bare table."""
    name = environ["PATH_INFO"].strip("/").replace("-", " ")
    rows = connection().execute(QUERIES[name]).fetchall() if name in QUERIES else []
    cells = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    body = f"<!doctype html><title>{name}</title><table>{cells}</table>".encode()
    start_response(
        "200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    )
    return [body]
