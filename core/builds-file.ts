/**
 * What a build that watches its sources writes last: which build it was. A server that knows the name streams each next one
 * to the pages that ask.
 */
export const buildsFile = 'fedmap-events'
