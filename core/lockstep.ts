/**
 * Packages that check at run time that they run with exactly their own version of another: package → that other one.
 * React 19 throws where react and react-dom differ, although the ranges of react-dom's package.json would allow it.
 */
export const lockstep: Readonly<Record<string, string>> = {
  'react-dom': 'react',
  'react-test-renderer': 'react',
  'react-server-dom-webpack': 'react',
  'react-server-dom-turbopack': 'react',
  'react-server-dom-parcel': 'react',
  'react-server-dom-esm': 'react',
}
