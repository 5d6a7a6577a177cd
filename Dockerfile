# Two images: `app` runs the web server, the worker, the clock and the migrations; `proxy` stands before it.

FROM python:3.11-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements/production.txt /tmp/production.txt
RUN /venv/bin/pip install --require-hashes --only-binary :all: -r /tmp/production.txt


FROM python:3.11-slim-bookworm AS app
# what WeasyPrint needs to write a PDF, and one typeface for anything ours does not cover
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
RUN groupadd --system --gid 10001 portage \
 && useradd --system --uid 10001 --gid portage --no-create-home --home-dir /tmp portage \
 && install -d -o portage -g portage -m 0750 /srv/media
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    XDG_CACHE_HOME=/tmp \
    DJANGO_SETTINGS_MODULE=portage.settings.production \
    STATIC_ROOT=/srv/static MEDIA_ROOT=/srv/media
COPY --from=packages /venv /venv
WORKDIR /srv/app
COPY . .
# the values below exist for this one command only and are secret to nobody
RUN SECRET_KEY=only-for-collecting-static-files-while-the-image-is-built-0 \
    FIELD_KEYS=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
    ALLOWED_HOSTS=build.invalid SITE_URL=https://build.invalid \
    DATABASE_URL=postgresql://nobody@nowhere/nothing REDIS_URL=redis://nowhere \
    EMAIL_HOST=nowhere EMAIL_FROM=nobody@build.invalid CLAMD_SOCKET=none \
    python manage.py collectstatic --noinput \
 && python -m compileall -q . \
 && fc-cache --force
USER 10001:10001
EXPOSE 8000


FROM caddy:2-alpine AS proxy
# it listens above 1024, so the right to bind low ports goes
RUN setcap -r /usr/bin/caddy \
 && adduser -D -H -u 10002 proxy \
 && chown -R proxy /data /config
COPY deploy/Caddyfile /etc/caddy/Caddyfile
USER 10002
EXPOSE 8080 8443
