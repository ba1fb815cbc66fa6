export {
  createMatchedServer,
  type ExpressApplication,
  type MatchedClasses,
  matchedClasses,
  type MatchedServerOptions
} from './lib/matched-server.ts'
