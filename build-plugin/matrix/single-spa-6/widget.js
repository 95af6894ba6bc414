import * as singleSpa from 'single-spa'
import { createWidget } from '../single-spa-widget.js'

export const { mount, values } = createWidget(singleSpa)
