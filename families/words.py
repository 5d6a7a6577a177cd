"""Finding people by the beginnings of their names, as an index can answer it."""

from django.contrib.postgres.search import SearchQuery, SearchVector

from .identity import normalise_name

MOST_WORDS = 6


def words_like(queryset, text):
    """Rows whose ``search_key`` has, for each word of the text, a word that begins with it.

    Postgres keeps the words of each key in an index of their own, so that this needs no extension and does
    not read the table. Nothing typed finds nothing.
    """
    words = normalise_name(text).split()[:MOST_WORDS]
    if not words:
        return queryset.none()
    query = SearchQuery(" & ".join(f"'{word}':*" for word in words), config="simple", search_type="raw")
    return queryset.alias(found=SearchVector("search_key", config="simple")).filter(found=query)
