"""Small invented event files with real codes."""

from __future__ import annotations

from pathlib import Path

from relcli.coding import ReportedEvent
from relcli.readers import EventFile, OwnRecord, Rejected, Tally, read

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t"
    "Target Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\t"
    "Country\tLatitude\tLongitude"
)
POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\t"
    "Recipient Name\tRecipient Country\tCity\tCountry\tSource\tPublication Date"
)


def gdelt2(**changes: str) -> str:
    """Return a row of GDELT 2.0: France criticises Mali in Bamako, with some columns changed."""
    return _gdelt(61, {"place": 53, "country": 54, "added": 60, "url": 61}, "20191024143000", changes)


def gdelt1(columns: int = 58, **changes: str) -> str:
    """Return a row of GDELT 1.0 with 58 or 57 columns."""
    return _gdelt(columns, {"place": 51, "country": 52, "added": 57, "url": 58}, "20191024", changes)


def _gdelt(columns: int, places: dict[str, int], added: str, changes: dict[str, str]) -> str:
    places = places | {
        "id": 1, "date": 2, "actor1": 6, "name1": 7, "country1": 8, "group1": 9, "actor2": 16, "name2": 17,
        "country2": 18, "group2": 19, "code": 27, "quad": 30, "goldstein": 31,
    }  # fmt: skip
    values = {
        "id": "7001", "date": "20191024", "actor1": "FRA", "name1": "FRANCE", "country1": "FRA", "actor2": "MLI",
        "name2": "MALI", "country2": "MLI", "code": "111", "quad": "3", "goldstein": "-2.0",
        "place": "Bamako, Mali (general), Mali", "country": "ML", "added": added,
        "url": "https://www.example.org:8080/a",
    } | changes  # fmt: skip
    cells = [""] * columns
    for name, value in values.items():
        if places[name] <= columns:
            cells[places[name] - 1] = value
    return "\t".join(cells)


def icews(**changes: str) -> str:
    """Return a row of ICEWS: the government of Chile consults Peru's."""
    values = {
        "id": "5001", "date": "2018-06-01", "source": "Government (Chile)", "sectors": 'Government,"Executive"',
        "country1": "Chile", "text": "Consult", "code": "040", "intensity": "1", "target": "Government (Peru)",
        "sectors2": "", "country2": "Peru", "story": "47", "sentence": "2", "publisher": "Example News",
        "city": "Lima", "district": "NA", "province": "Lima Region", "country": "Peru", "lat": "", "lon": "",
    } | changes  # fmt: skip
    return "\t".join(values.values())


def polecat(**changes: str) -> str:
    """Return a row of POLECAT: Kosovo visits Albania."""
    values = {
        "id": "P1", "date": "2023-02-01", "type": "CONSULT", "mode": "visit", "intensity": "4.0",
        "quad": "VERBAL COOPERATION", "contexts": "diplomatic;economic", "actor": "Government", "country1": "KOS",
        "recipient": "Government", "country2": "ALB", "city": "Tirana", "country": "ALB", "source": "Example Daily",
        "published": "2023-02-03",
    } | changes  # fmt: skip
    return "\t".join(values.values())


def phoenix(**changes: str) -> str:
    """Return a row of Phoenix: the Soviet Union supplies weapons to Syria."""
    values = {
        "id": "12_1.0", "date": "20150304", "year": "2015", "month": "03", "day": "04", "source": "SUNGOV",
        "root1": "SUN", "agent1": "GOV", "others1": "", "target": "SYRMIL", "root2": "SYR", "agent2": "MIL",
        "others2": "", "code": "072", "root": "07", "quad": "2", "goldstein": "8.3", "issues": "ARMS,2", "lat": "",
        "lon": "", "place": "Latakia", "state": "", "country": "SYR", "ids": "9_1;10_2",
        "urls": "http://www.example.com/x;http://example.net/y", "sources": "ex",
    } | changes  # fmt: skip
    return "\t".join(values.values())


def opened(data: bytes | str, name: str = "events.csv") -> tuple[str, list[ReportedEvent | OwnRecord], Tally]:
    """Return producer, rows and tally of an event file."""
    raw = data.encode() if isinstance(data, str) else data
    found = []
    for item in read(Path(name), raw):
        assert isinstance(item, EventFile), item
        found.append((item.producer, list[ReportedEvent | OwnRecord](item.rows), item.tally))
    assert len(found) == 1
    return found[0]


def events_of(*lines: str, end: str = "\n") -> tuple[list[ReportedEvent], Tally]:
    """Return the reported events of a file with these lines."""
    _, rows, tally = opened(end.join(lines) + end)
    return [row for row in rows if isinstance(row, ReportedEvent)], tally


def event_of(*lines: str) -> ReportedEvent:
    """Return the only event of a file with these lines, none of which is rejected."""
    events, tally = events_of(*lines)
    assert (len(events), tally.examples) == (1, [])
    return events[0]


def rejection(data: bytes | str, name: str = "events.csv") -> Rejected:
    """Return why an input as a whole is rejected."""
    (found,) = read(Path(name), data.encode() if isinstance(data, str) else data)
    assert isinstance(found, Rejected), found
    return found
