"""What goes along when a child moves from one worker to another.

Rooms above hand a function down when the application starts: the diary moves the planned visits to the new
worker. Families calls each in the transaction of the hand-over and knows nothing of them.
"""

FOLLOWERS = []


def add_follower(function, *, says=None):
    """Register ``function(episode, old, new, by)``, called when a child moves from one worker to another.

    ``says(episode, user)`` returns sentences for the preview:
    “3 planned visits move to the new worker”.
    """
    FOLLOWERS.append((function, says))
    return function


def follow(episode, *, old, new, by):
    """Let every room above move what is its own."""
    for function, _says in FOLLOWERS:
        function(episode, old, new, by)


def what_follows(episode, user):
    """What would go along, in sentences."""
    return [line for _function, says in FOLLOWERS if says for line in says(episode, user)]
