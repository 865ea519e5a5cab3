# MultiMail in a container: docker run -p 8080:8080 -p 2525:2525 -v multimail:/data …
FROM node:24-slim AS console

WORKDIR /app
COPY package.json package-lock.json tsconfig.json ./
RUN npm ci --omit=optional --ignore-scripts
COPY scripts/build-console.ts scripts/
COPY console console
RUN node scripts/build-console.ts

FROM node:24-slim

WORKDIR /app
COPY package.json package-lock.json ./
# The image has its Node.js, so the optional platform packages stay out.
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force
COPY bin bin
COPY src src
COPY --from=console /app/console/dist console/dist
COPY llms.txt llms-full.txt openapi.json LICENSE ./

RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
ENV NODE_ENV=production MULTIMAIL_DATA=/data MULTIMAIL_HOST=0.0.0.0
EXPOSE 8080 2525

HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.MULTIMAIL_HTTP_PORT || 8080) + '/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

ENTRYPOINT ["node", "bin/multimail.js"]
CMD ["serve"]
