# PostgreSQL with PostGIS, from Debian's own packages: it can be built wherever Debian can be had.
FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-common \
 && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf \
 && apt-get install -y --no-install-recommends postgresql-15 postgresql-15-postgis-3 \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o postgres -g postgres -m 700 /var/lib/postgresql/data
ENV PATH=/usr/lib/postgresql/15/bin:$PATH
COPY postgis-start /usr/local/bin/
USER postgres
VOLUME /var/lib/postgresql/data
EXPOSE 5432
# Over TCP: while the first start prepares the database, the server answers on its socket only.
HEALTHCHECK --interval=2s --timeout=3s --start-period=30s --retries=15 CMD pg_isready -q -h 127.0.0.1 -d padel
STOPSIGNAL SIGINT
ENTRYPOINT ["postgis-start"]
