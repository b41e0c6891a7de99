# One image; docker-compose.yml runs it as migrate, web, worker and beat.
FROM python:3.11-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home portal

WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.lock
COPY . .

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/data
# The values here only let the settings load; nothing connects and nothing is signed while static files are collected.
RUN mkdir -p /data /app/collected \
    && pybabel --quiet compile --directory locale --domain django \
    && pybabel --quiet compile --directory invoice_portal/desk_words --domain django \
    && SECRET_KEY=build DATA_KEYS=build DATABASE_URL=postgres://none/none REDIS_URL=redis://none STATIC_DIR=/app/collected \
       python manage.py collectstatic --noinput -v0 \
    && chown -R portal /data
ENV STATIC_DIR=/app/collected
USER portal
EXPOSE 8000
CMD ["uvicorn", "invoice_portal.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--no-access-log", "--no-proxy-headers", "--no-server-header", \
     "--http", "h11", "--h11-max-incomplete-event-size", "16384", "--timeout-graceful-shutdown", "20"]
