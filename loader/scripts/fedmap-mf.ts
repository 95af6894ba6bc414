export { createModuleFederation } from '../module-federation/create-module-federation.js'
