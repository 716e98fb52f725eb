//! As much HTTP as the tests need: requests to the real servers, and a server of their own on loopback.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How long the other side may be silent.
const PATIENCE: Duration = Duration::from_secs(60);

/// Status and body that a server on loopback answers. HTTP/1.0 makes it close the connection, unchunked.
pub fn ask(port: u16, method: &str, path: &str, body: &str) -> io::Result<(u16, String)> {
    ask_with(port, method, path, "Content-Type: application/json\r\n", body.as_bytes())
}

/// The same with headers of the test's own, each with its line's end, and any body.
pub fn ask_with(
    port: u16,
    method: &str,
    path: &str,
    headers: &str,
    body: &[u8],
) -> io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.0\r\nHost: localhost\r\n{headers}Content-Length: {length}\r\n\r\n"
    )?;
    stream.write_all(body)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or(io::ErrorKind::InvalidData)?;
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    Ok((status.ok_or(io::ErrorKind::InvalidData)?, body.to_owned()))
}

/// What was asked of a server of the tests.
pub struct Request {
    /// Without the host.
    pub path: String,
    pub body: String,
}

/// A server of the tests; it stops when dropped.
pub struct HttpServer {
    address: SocketAddr,
    stopped: Arc<AtomicBool>,
}

impl HttpServer {
    /// Answers each request with status and text that `answer` gives, on a thread of its own: a slow one
    /// keeps no other waiting.
    pub fn start(answer: impl Fn(&Request) -> (u16, String) + Send + Sync + 'static) -> HttpServer {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port");
        let address = listener.local_addr().expect("its address");
        let stopped = Arc::new(AtomicBool::new(false));
        let (answer, seen) = (Arc::new(answer), Arc::clone(&stopped));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if seen.load(Ordering::SeqCst) {
                    return;
                }
                let answer = Arc::clone(&answer);
                // A client that went away is its own trouble: it asks again.
                thread::spawn(move || stream.and_then(|stream| serve(stream, &*answer)));
            }
        });
        HttpServer { address, stopped }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }
}

impl Drop for HttpServer {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // Wakes the thread, which waits for the next client.
        let _ = TcpStream::connect(self.address);
    }
}

/// One request, one answer, and the connection is closed.
fn serve(stream: TcpStream, answer: &dyn Fn(&Request) -> (u16, String)) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(&stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let path = line.split(' ').nth(1).ok_or(io::ErrorKind::InvalidData)?.to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        if header.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().map_err(|_| io::ErrorKind::InvalidData)?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    // Remote read asks in bytes that are no text.
    let body = String::from_utf8_lossy(&body).into_owned();
    let (status, text) = answer(&Request { path, body });
    let length = text.len();
    let mut stream = &stream;
    write!(
        stream,
        "HTTP/1.1 {status} -\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n{text}"
    )
}
