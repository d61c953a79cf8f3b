// What the browser remembers of a reader's visits, and what is new since the last one.
//
// A visit is a calendar day. Remembered are the newest additions of the site at the last visit and
// at the one before: papers that were added after the earlier of the two are new, all day long.

const DAY = /^\d{4}-\d\d-\d\d$/
const MAX_SHOWN = 40

const isVisit = visit => DAY.test(visit?.day) && DAY.test(visit.newest)
  && typeof visit.shown === "string" && visit.shown.length <= MAX_SHOWN

// The remembered visits, `since` and `last`. Stored text may be damaged: null, as without any.
const parseVisits = text => {
  try {
    const { since, last } = JSON.parse(text)
    return isVisit(since) && isVisit(last) ? { since, last } : null
  } catch {
    return null
  }
}

// What to remember after a visit: its day, and the newest addition (`newest`, in words `shown`).
const nextVisits = (visits, visit) => {
  if (!visits) return { since: visit, last: visit }
  return { since: visits.last.day === visit.day ? visits.since : visits.last, last: visit }
}

// How many papers were added after a day, from numbers by day (`2026-11-22:3 2026-11-20:1`), and
// whether there are none before.
const countNewer = (counts, day) => {
  const days = counts.split(" ").filter(Boolean).map(each => each.split(":"))
  const newer = days.filter(([added]) => added > day)
  return { count: newer.reduce((sum, [, count]) => sum + Number(count), 0), areAll: newer.length === days.length }
}

export {countNewer, nextVisits, parseVisits}
