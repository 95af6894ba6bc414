import moment from 'moment'
import 'moment/locale/de'
import { showCount } from '../show-count.js'

export const mount = element => showCount(element, count => moment(count).add(1, 'ms').valueOf())

export const values = () => ({
  german: moment.utc('2024-03-01').locale('de').format('D. MMMM'),
  ago: moment.duration(2, 'hours').locale('en').humanize(),
})
