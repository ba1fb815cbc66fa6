import { createGate } from './gate.ts'
import type { TabReport } from './line.ts'
import { BOTH, BOTH_SLOWLY, GRACE, isOpen, LEASE, row } from './tab-test.ts'

row('offline at close', BOTH_SLOWLY, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  line.fate = () => 'lost'
  await session.ends('tab-asleep', LEASE, () => chromium.close(page))
})

row('offline longer than the lease', BOTH_SLOWLY, async ({ begin, line, scope }) => {
  const { session } = await begin(scope)
  line.fate = () => 'lost'
  await session.ends('tab-asleep', LEASE, async () => {})
  line.fate = () => 'through'
  await session.wakes()
})

row('the answer to the first report is lost', BOTH, async ({ begin, line, scope }) => {
  line.fate = (_path, act) => {
    if (act !== 'open') return 'through'
    line.fate = () => 'through'
    return 'answer lost'
  }
  const { session } = await begin(scope)
  await session.stays(GRACE + 1)
})

row('a delayed leave', BOTH_SLOWLY, async ({ begin, line, scope }) => {
  const { page, session } = await begin(scope)
  const opened = createGate()
  line.wait = async (_path, act) => {
    if (act === 'leave') await opened.passed
  }
  await line.report(() => page.reload(), isOpen)
  await line.report(
    async () => opened.open(),
    ({ act }) => act === 'leave'
  )
  await session.stays(LEASE + 1)
})

row('a keep delayed past the close', BOTH_SLOWLY, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  const asked = createGate()
  const closed = createGate()
  line.wait = async (_path, act) => {
    if (act !== 'keep') return
    asked.open()
    await closed.passed
  }
  await asked.passed
  const isLeave = ({ act }: TabReport) => act === 'leave'
  const isKeep = ({ act }: TabReport) => act === 'keep'
  await session.ends('tabs-closed', GRACE, async () => {
    await line.report(() => chromium.close(page), isLeave)
    await line.report(async () => closed.open(), isKeep)
  })
})

row('the endpoint answers 503 during a reload', BOTH_SLOWLY, async ({ begin, line, scope }) => {
  const { page, session } = await begin(scope)
  line.fate = (_path, act) => (act === 'open' ? 503 : 'through')
  await line.report(
    () => page.reload(),
    ({ answer }) => answer === '503'
  )
  await line.report(async () => {
    line.fate = () => 'through'
  }, isOpen)
  await session.stays(GRACE + 1)
})
