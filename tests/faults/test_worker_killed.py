"""A worker dies in the middle of a report: the report is made all the same, once."""

import os

from .asking import ask_for_reports, jobs, reports_in

SWEEP = "from reports.jobs import sweep_files; sweep_files(None)"


def test_a_report_whose_worker_was_killed_is_made_once(town):
    numbers = ask_for_reports(town, 0, 6)
    town.wait_for(lambda: jobs(town, "running") > 0, what="a report in the making")
    town.worker.kill()
    assert reports_in(town, "ready", numbers) < len(numbers), "the worker was quicker than the kill"
    # Two minutes' lease is not waited for: it is let run out.
    town.rows("UPDATE accounts_job SET lease_until = now() - interval '1 second' WHERE state = 'running'")
    town.worker.start()
    town.worker.wait()
    town.wait_for(lambda: reports_in(town, "ready", numbers) == len(numbers), 90, what="all reports")

    lines = town.rows(
        "SELECT target_pk, count(*) FROM accounts_auditevent WHERE what = 'report.prepared' "
        "AND target_pk = ANY(%s) GROUP BY 1",
        [str(number) for number in numbers],
    )
    assert sorted(lines) == sorted((str(number), 1) for number in numbers)
    named = {file for (file,) in town.rows("SELECT file FROM reports_report WHERE id = ANY(%s)", numbers)}
    assert len(named) == len(numbers)
    # What a process killed between file and record leaves behind belongs to nobody: the day's sweep takes it.
    assert named <= kept(town)
    for name in kept(town):
        os.utime(town.base / "media" / name, (0, 0))
    town.shell(SWEEP)
    assert kept(town) == named, "one file for each report, none twice, and no half ones"


def kept(town):
    """The names of all files that lie with the reports, whole or half."""
    media = town.base / "media"
    return {str(path.relative_to(media)) for path in (media / "reports").rglob("*") if path.is_file()}
