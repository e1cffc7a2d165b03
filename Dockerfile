# Parley in production: the built app on the official Node image, run by an unprivileged user.
# The same Node as the `node` dev dependency in package.json.
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-bookworm-slim AS manifest
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# npm runs it after installing.
COPY scripts/setup/patch-driver.mjs scripts/setup/

FROM manifest AS build
RUN npm ci --include=dev --loglevel=error
COPY . .
RUN npm run build

FROM manifest AS production-dependencies
# The builds of PostgreSQL stay in: without DATABASE_URL the image still starts on its /data volume.
RUN npm ci --omit=dev --loglevel=error

FROM node:${NODE_VERSION}-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
RUN install -d -o node -g node /data
COPY --from=production-dependencies /app/node_modules node_modules
COPY --from=build /app/build build
COPY package.json server.ts ./
COPY drizzle drizzle
# The app's own files stay root's: the process that faces the network cannot change its code.
USER node
VOLUME /data
EXPOSE 3000
# Live, not healthy: a database that is down is not mended by restarting this container.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1 and handles SIGTERM; npm in between would not pass its drain on.
CMD ["node", "server.ts"]
