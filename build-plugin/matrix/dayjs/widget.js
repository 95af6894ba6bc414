import dayjs from 'dayjs'
import 'dayjs/locale/de'
import duration from 'dayjs/plugin/duration'
import relativeTime from 'dayjs/plugin/relativeTime'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import { showCount } from '../show-count.js'

for (const plugin of [duration, relativeTime, utc, timezone]) dayjs.extend(plugin)

export const mount = element => showCount(element, count => dayjs(count).add(1, 'millisecond').valueOf())

export const values = () => ({
  german: dayjs.duration(2, 'hours').locale('de').humanize(),
  local: dayjs('2024-01-01T12:00:00Z').tz('Europe/Berlin').format('HH:mm'),
  utc: dayjs.utc('2024-01-01').locale('de').format('D. MMMM'),
})
