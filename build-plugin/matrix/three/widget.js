import {
  BoxGeometry,
  Mesh,
  MeshBasicMaterial,
  PerspectiveCamera,
  Raycaster,
  Scene,
  Vector2,
  WebGLRenderer,
} from 'three'
import { OrbitControls } from 'three/addons/controls/OrbitControls.js'
import { showCount } from '../show-count.js'

function createScene() {
  const scene = new Scene()
  scene.add(new Mesh(new BoxGeometry(), new MeshBasicMaterial({ color: 0x00ff00 })))
  const camera = new PerspectiveCamera()
  camera.position.z = 3
  camera.updateMatrixWorld()
  return { scene, camera }
}

export function mount(element) {
  const { scene, camera } = createScene()
  const raycaster = new Raycaster()
  showCount(element, count => {
    raycaster.setFromCamera(new Vector2(), camera)
    return count + new Set(raycaster.intersectObjects(scene.children).map(({ object }) => object)).size
  })
}

export function values() {
  const { scene, camera } = createScene()
  const renderer = new WebGLRenderer({ preserveDrawingBuffer: true })
  renderer.setSize(8, 8)
  const controls = new OrbitControls(camera, renderer.domElement)
  renderer.render(scene, camera)
  const context = renderer.getContext()
  const pixel = new Uint8Array(4)
  context.readPixels(4, 4, 1, 1, context.RGBA, context.UNSIGNED_BYTE, pixel)
  return { pixel: [...pixel], isOwn: controls.object === camera }
}
