//! What is written comes back, what is hostile ends, what is real reads.

use std::path::Path;

use chrono::{TimeZone, Utc};

use super::super::model::{Status, Timing, timing::local};
use super::*;

fn written(events: &[IcsEvent], zone: &str) -> String {
    write(
        events,
        &[],
        &Writing { name: "Riverside", stamp: Utc.with_ymd_and_hms(2026, 11, 27, 12, 0, 0).unwrap(), zone },
    )
}

fn evening() -> IcsEvent {
    IcsEvent {
        uid: "1@wardroom".to_owned(),
        sequence: 2,
        title: "Gala; dinner, dance \\ more".to_owned(),
        status: Status::Cancelled,
        timing: Timing {
            zone: "Europe/London".to_owned(),
            rule: "FREQ=MONTHLY;UNTIL=20270704T195959;BYDAY=1FR".to_owned(),
            also: vec![local("2027-05-14 19:30").unwrap()],
            except: vec![local("2027-02-05 19:30").unwrap()],
            ..Timing::once(local("2026-12-04 19:30").unwrap(), local("2026-12-04 22:00").unwrap())
        },
        instead_of: None,
        place: "Łódź Hall".to_owned(),
        link: "https://example.org/a?b=c;d,e".to_owned(),
        about: "First line\nand a second, which is so long that it has to be folded over and over again — ÄÖÜ ß ✓"
            .to_owned(),
    }
}

#[test]
fn what_is_written_comes_back_the_same() {
    let mut day = evening();
    day.uid = "2@wardroom".to_owned();
    day.timing = Timing {
        rule: "FREQ=YEARLY;UNTIL=20300101T235959".to_owned(),
        ..Timing::days("2026-12-24".parse().unwrap(), "2026-12-26".parse().unwrap())
    };
    let mut moved = evening();
    (moved.instead_of, moved.timing.rule) = (Some(local("2027-03-05 19:30").unwrap()), String::new());
    (moved.timing.also, moved.timing.except) = (Vec::new(), Vec::new());
    let all = vec![evening(), day, moved];
    let text = written(&all, "");
    assert!(text.lines().all(|line| line.len() <= 75), "folded");
    assert!(text.split("\r\n").all(|line| !line.contains('\n')), "CRLF alone");
    assert!(text.contains("UNTIL=20270704T185959Z"), "in UTC, summer time: {text}");
    assert!(text.contains("UNTIL=20300101;") || text.contains("UNTIL=20300101\r\n"), "a day: {text}");
    assert!(text.contains("DTEND;VALUE=DATE:20261227"), "the day after the last");
    assert!(text.contains("BEGIN:VTIMEZONE\r\nTZID:Europe/London"), "{text}");
    let back = read(text.as_bytes()).unwrap();
    assert_eq!((back.name.as_str(), back.refused.len(), back.remarks.len()), ("Riverside", 0, 0));
    let mut wanted = all;
    wanted[1].timing.rule = "FREQ=YEARLY;UNTIL=20300101".to_owned();
    assert_eq!(back.events, wanted);
}

#[test]
fn hostile_calendars_end_soon_and_say_why() {
    let event = |more: &str| {
        format!("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:x\r\n{more}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    };
    let why = |more: &str| {
        read(event(more).as_bytes()).unwrap().refused.first().map(|(_, why)| why.clone()).unwrap_or_default()
    };
    assert!(why("DTSTART:20260101T100000Z\r\nRRULE:FREQ=SECONDLY").contains("daily at the most"));
    assert!(why("DTSTART:20260101T100000Z\r\nDTEND:20250101T100000Z").contains("before it starts"));
    assert!(why("DTSTART:99990101T100000Z").contains("9999"));
    assert!(why("SUMMARY:no start").contains("when it starts"));
    assert!(why("DTSTART:20260101T100000Z\r\nEXRULE:FREQ=DAILY").contains("rule"));
    // An endless rule costs no more than the window that is asked for; one that never fits ends by itself.
    let never =
        read(event("DTSTART:20260101T100000Z\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30").as_bytes()).unwrap();
    for event in &never.events {
        assert_eq!(event.timing.starts(local("2026-01-01").unwrap(), local("2036-01-01").unwrap()).len(), 1);
    }
    assert!(read(&vec![b'x'; 21 * 1024 * 1024]).is_err(), "too large");
    for bytes in [&b""[..], b"hello", b"\xff\xfe\x00", b"BEGIN:VCARD\r\nEND:VCARD"] {
        assert!(read(bytes).is_err());
    }
    let deep = "BEGIN:VCALENDAR\r\n".repeat(20_000);
    assert!(read(deep.as_bytes()).is_ok_and(|read| read.events.is_empty()));
}

/// Every calendar of the shared fixtures reads or is refused with a reason, and what is read comes out the same.
#[test]
fn real_calendars_read_or_say_why_and_come_out_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/calendars");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no calendars at {}", folder.display());
        return;
    };
    let mut paths: Vec<_> =
        files.map(|file| file.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "ics")).collect();
    paths.sort();
    assert!(paths.len() > 40);
    let (mut events, mut refused) = (0, 0);
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let first = match read(&bytes) {
            Ok(first) => first,
            Err(problem) => {
                assert!(!problem.message.is_empty(), "{name}");
                eprintln!("{name}: {}", problem.message);
                continue;
            }
        };
        for (what, why) in &first.refused {
            eprintln!("{name}: “{what}”: {why}");
        }
        (events, refused) = (events + first.events.len(), refused + first.refused.len());
        let claimed = String::from_utf8_lossy(&bytes).matches("BEGIN:VEVENT").count();
        let closed = String::from_utf8_lossy(&bytes).matches("END:VEVENT").count();
        assert!(
            first.events.len() + first.refused.len() >= claimed.min(closed),
            "{name}: {} of {claimed}",
            first.says()
        );
        let again = read(written(&first.events, "").as_bytes()).unwrap();
        assert_eq!(again.refused, [], "{name}");
        let plain = |events: &[IcsEvent]| -> Vec<IcsEvent> {
            let same = |mut event: IcsEvent| {
                // A day alone and the end of that day are one and the same end of a rule.
                event.timing.rule = event.timing.rule.replace("T235959", "");
                event
            };
            events.iter().cloned().map(same).collect()
        };
        assert_eq!(plain(&again.events), plain(&first.events), "{name}");
    }
    assert!(events > 2_000, "{events} read, {refused} refused");
}

/// A calendar with one event in the zone `name`, of which it says this.
fn zoned(name: &str, parts: &[(&str, &str, &str)], rule: &str) -> Read {
    let mut text = format!("BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:{name}\r\n");
    for (start, ahead, rule) in parts {
        text.push_str(&format!("BEGIN:STANDARD\r\nDTSTART:{start}\r\nTZOFFSETTO:{ahead}\r\n{rule}END:STANDARD\r\n"));
    }
    text.push_str(&format!(
        "END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:One\r\nDTSTART;TZID={name}:20240803T080000\r\n{rule}END:VEVENT\r\nEND:VCALENDAR\r\n"
    ));
    read(text.as_bytes()).unwrap()
}

#[test]
fn a_zone_is_known_by_a_part_of_its_name_or_by_its_hours() {
    let zone =
        |read: &Read| (read.events[0].timing.zone.clone(), read.events[0].timing.start.to_string(), read.remarks.len());
    let eight = "2024-08-03 08:00:00".to_owned();
    for (name, known) in
        [("posix/Europe/Vaduz", "Europe/Vaduz"), ("US-Eastern", "US/Eastern"), ("/x.org/1/Asia/Tokyo", "Asia/Tokyo")]
    {
        assert_eq!(zone(&zoned(name, &[], "RRULE:FREQ=DAILY;COUNT=3\r\n")), (known.to_owned(), eight.clone(), 0));
    }
    let summer = ("19810329T020000", "+0200", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n");
    let winter = ("19961027T030000", "+0100", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n");
    let central = zoned("Customised", &[summer, winter], "RRULE:FREQ=DAILY;COUNT=3\r\n");
    assert_eq!(zone(&central), ("Europe/Berlin".to_owned(), eight.clone(), 0));
    // Hours that no zone has: a moment is told by them, a series is taken as it stands, and that is said.
    let own = [("20240101T000000", "+1200", ""), ("20240505T080000", "+1000", "")];
    assert_eq!(zone(&zoned("Mine", &own, "")), ("UTC".to_owned(), "2024-08-02 22:00:00".to_owned(), 0));
    assert_eq!(zone(&zoned("Mine", &own, "RRULE:FREQ=DAILY\r\n")), (String::new(), eight.clone(), 1));
    assert_eq!(zone(&zoned("Nowhere", &[], "")), (String::new(), eight, 1));
    let gregorian = zoned("Europe/London", &[], "RRULE:RSCALE=GREGORIAN;FREQ=DAILY;COUNT=3\r\n");
    assert_eq!((gregorian.refused.len(), gregorian.events[0].timing.rule.as_str()), (0, "FREQ=DAILY;COUNT=3"));
}
