//! The real questions, over a real connection, to a server on this computer.
//!
//! Never: another computer.

use latchwork::outside::{Manners, Outcome, Reach, Web, check};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Nothing waits here but for a server that never answers.
const PATIENT: Duration = Duration::from_millis(700);

/// Starts a server that answers until the test is over; gives its address and what it hears.
fn server() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = format!("http://{}", listener.local_addr().expect("it has an address"));
    let (tell, requests) = channel();
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let tell = tell.clone();
            std::thread::spawn(move || {
                let request = read(&connection);
                let words: Vec<&str> = request.split_whitespace().take(2).collect();
                let [method, path] = words[..] else { return };
                let answer = answer(method, path);
                if tell.send(request.clone()).is_ok() && !answer.is_empty() {
                    let _ = (&connection).write_all(answer.as_bytes());
                }
                if answer.is_empty() {
                    // Stays silent for as long as the other side listens.
                    let _ = read(&connection);
                }
            });
        }
    });
    (address, requests)
}

/// The head of a request; empty when the other side has hung up.
fn read(connection: &TcpStream) -> String {
    let mut request = String::new();
    for line in BufReader::new(connection).lines().map_while(Result::ok).take_while(|line| !line.is_empty()) {
        let _ = writeln!(request, "{line}");
    }
    request
}

fn answer(method: &str, path: &str) -> String {
    let (status, more) = match (method, path) {
        (_, "/good") => ("200 OK", "Set-Cookie: a=b\r\n"),
        ("HEAD", "/no-head") => ("405 Method Not Allowed", ""),
        (_, "/no-head") => ("200 OK", ""),
        (_, "/moved") => ("301 Moved Permanently", "Location: /good\r\n"),
        (_, "/out") => ("302 Found", "Location: http://10.0.0.1/\r\n"),
        (_, "/secret") => ("403 Forbidden", ""),
        (_, "/silent") => return String::new(),
        _ => ("404 Not Found", ""),
    };
    format!("HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n")
}

#[test]
fn a_server_is_asked_as_a_guest_would() {
    let (address, requests) = server();
    let manners = Manners { reach: Reach::ThisComputer, pause: Duration::ZERO, patience: Duration::ZERO, hosts: 2 };
    let web = Web::new(manners.reach, PATIENT);
    let paths = ["/good", "/no-head", "/moved", "/gone", "/secret", "/silent", "/out"];
    let addresses: Vec<String> = paths.iter().map(|path| format!("{address}{path}")).collect();
    let found = check(addresses.iter().map(String::as_str), &web, &manners);
    let of = |path: &str| &found[&format!("{address}{path}")];
    assert_eq!(*of("/good"), Outcome::Good);
    assert_eq!(*of("/no-head"), Outcome::Good);
    assert_eq!(*of("/moved"), Outcome::Moved(format!("{address}/good")));
    assert_eq!(*of("/gone"), Outcome::Dead("its server says 404, not found".to_owned()));
    assert_eq!(*of("/secret"), Outcome::Unknown("its server says 403, forbidden".to_owned()));
    assert_eq!(*of("/silent"), Outcome::Unknown("it did not answer in time".to_owned()));
    assert!(matches!(of("/out"), Outcome::Dead(_)), "{:?}", of("/out"));

    let heard: Vec<String> = requests.try_iter().collect();
    let name = format!("user-agent: latchwork/{}", env!("CARGO_PKG_VERSION"));
    for request in &heard {
        let request = request.to_lowercase();
        assert!(request.contains(&name), "{request}");
        for private in ["cookie", "referer", "authorization", "from:"] {
            assert!(!request.contains(private), "{request}");
        }
    }
    let lines = |start: &str| heard.iter().filter(|request| request.starts_with(start)).count();
    assert_eq!((lines("HEAD /no-head"), lines("GET /no-head"), lines("GET /good")), (1, 1, 0));
}

/// The guard is at the door as well as on the way: numbers are judged when a name has been looked up.
#[test]
fn a_name_that_leads_to_this_computer_is_not_asked() {
    use latchwork::outside::{Ask as _, Method, Reply};
    let (address, requests) = server();
    let url = url::Url::parse(&address).expect("it is an address");
    let public = Web::new(Reach::Public, PATIENT);
    assert_eq!(public.ask(Method::Head, &url), Reply::Private);
    assert_eq!(requests.try_iter().count(), 0);
}

/// A port that nobody listens at is no proof of anything.
#[test]
fn a_closed_door_is_no_dead_link() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = format!("http://{}/", listener.local_addr().expect("it has an address"));
    drop(listener);
    let manners = Manners { reach: Reach::ThisComputer, ..Manners::default() };
    let found = check([address.as_str()], &Web::new(manners.reach, PATIENT), &manners);
    assert!(matches!(&found[&address], Outcome::Unknown(_)), "{found:?}");
}
