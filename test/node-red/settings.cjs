/** How Node-RED runs in the test: on this machine only, without editor, telemetry or anything from the network. */

module.exports = {
  uiHost: '127.0.0.1',
  uiPort: Number(process.env.PORT),
  httpAdminRoot: false,
  flowFile: 'flows.json',
  credentialSecret: false,
  telemetry: { enabled: false, updateNotification: false },
  diagnostics: { enabled: false },
  runtimeState: { enabled: false },
  externalModules: {
    autoInstall: false,
    palette: { allowInstall: false, allowUpload: false },
    modules: { allowInstall: false },
  },
  // The flow uses one module that comes with Node.js: node:crypto.
  functionExternalModules: true,
  logging: { console: { level: 'info', metrics: false, audit: false } },
}
