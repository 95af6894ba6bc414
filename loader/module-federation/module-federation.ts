export { createModuleFederation } from './create-module-federation.js'
