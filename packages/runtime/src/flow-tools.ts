export { flowTools } from './flows/flow-tools.js'
