// Calendars as ical.js reads them: a list of files in, what stands in each out.
import ICAL from 'ical.js';
import { text } from 'node:stream/consumers';

const instant = (time) => new Date(time.toUnixTime() * 1000).toISOString();
const files = JSON.parse(await text(process.stdin));
const read = files.map((file) => {
  const calendar = new ICAL.Component(ICAL.parse(file));
  return {
    method: calendar.getFirstPropertyValue('method'),
    name: calendar.getFirstPropertyValue('x-wr-calname'),
    zones: calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid')),
    events: calendar.getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component);
      return {
        uid: event.uid, sequence: event.sequence, status: component.getFirstPropertyValue('status'), summary: event.summary, location: event.location, description: event.description,
        url: component.getFirstPropertyValue('url'), zone: event.startDate.zone.tzid, start: instant(event.startDate), end: instant(event.endDate), local: event.startDate.toString(),
      };
    }),
  };
});
console.log(JSON.stringify(read));
