import { isFedmapPage } from '../../core/page/is-fedmap-page.js'
import { type InitPlan, planBuild } from './plan-build.js'
import { bundlerOf, languageOf, type Project, pagePaths } from './project.js'
import { emptyMap, firstModule, hostPage, hostTags, mainModule } from './templates.js'

/** What a project needs to be a remote, with its bundler, or with Vite where it has none. */
export function planRemote(project: Project, bundler = bundlerOf(project)): InitPlan {
  const { name = 'my-remote', version = '1.0.0' } = project.packageJson
  const entry =
    project.files.find(file => /^src\/(index|main|app)\.[jt]sx?$/i.test(file)) ?? `src/index.${languageOf(project)}`
  const build = planBuild(project, bundler, { name, expose: '.', entry })
  return {
    files: { ...build.files, ...(!project.files.includes(entry) && { [entry]: firstModule(name) }) },
    steps: [
      ...build.steps,
      'npm run build && npx fedmap serve dist --port 9001',
      `to see it, in the folder of a page (\`fedmap init host\` begins one): npx fedmap deploy ${name} http://localhost:9001/federation.json`,
      `in production: upload dist, then npx fedmap deploy ${name} ${deployedUrl(name, version)}`,
    ],
  }
}

/** What a project needs to be the page, which is a remote too: what runs first. */
export function planHost(project: Project, bundler = bundlerOf(project)): InitPlan {
  const { files, texts, packageJson } = project
  const { name = 'my-page', version = '1.0.0', scripts = {} } = packageJson
  const page = files.find(file => pagePaths.test(file))
  const html = texts[page ?? ''] ?? hostPage(name)
  const entry = files.find(file => /^src\/main\.[jt]sx?$/i.test(file)) ?? `src/main.${languageOf(project)}`
  const build = planBuild(project, bundler, { name, expose: './main', entry })
  return {
    files: {
      ...(!page && { 'index.html': hostPage(name) }),
      ...(!files.includes('importmap.json') && { 'importmap.json': emptyMap }),
      ...build.files,
      ...(!files.includes(entry) && { [entry]: mainModule(name) }),
    },
    steps: [
      ...build.steps,
      ...(isFedmapPage(html) ? [] : [`add to ${page}:\n${hostTags(name)}`]),
      ...(/\btype="?module\b/.test(html)
        ? [`take the script of type module out of ${page}: the loader runs ${entry}`]
        : []),
      ...(scripts.start === undefined ? ['npm pkg set scripts.start="fedmap serve . --port 9000 --loader"'] : []),
      'npm run build && npm start',
      `in another terminal: npx fedmap deploy ${name} http://localhost:9000/dist/federation.json, and open http://localhost:9000`,
      `add remotes to the map in the same way; ${files.includes(entry) ? 'docs/applications.md of fedmap' : entry} says how to show one`,
      'in production: upload index.html, and of node_modules/fedmap/dist fedmap.js and the fedmap-*.js beside it',
      `begin the map there (npx fedmap init map --store …), upload dist, and deploy as here: npx fedmap deploy ${name} ${deployedUrl(name, version)} --store …`,
    ],
  }
}

/** Where a release might lie in production. */
function deployedUrl(name: string, version: string): string {
  return `https://cdn.example/${name.replace(/^@/, '')}/${version}/federation.json`
}
